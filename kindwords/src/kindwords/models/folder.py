"""A model is a folder: `config.json`, arrays, `thresholds.json`, and `manifest.json` with their digests."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kindwords.attributes import COLUMNS
from kindwords.models.cascade import Cascade
from kindwords.models.deep import DeepModel
from kindwords.models.linear import LinearModel
from kindwords.models.unigram import Unigram

SHIPPED = Path(__file__).parent.parent / "weights"
_FAST = ("scale", "bias", "slope", "offset")
_BOTH = ("mix", "slope", "offset")


class BrokenModel(ValueError):
    """The folder is not a model of ours, or not the one that its manifest names."""


def save(
    model: LinearModel | Cascade, folder: Path, about: Mapping[str, Any], thresholds: Mapping[str, Any]
) -> str:
    """Write the folder; returns the digest that readings will carry.

    The graph, blocks and pieces of a deep reader are there already: its export wrote them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fast = model.fast if isinstance(model, Cascade) else model
    np.save(folder / "linear.npy", fast.weights)
    config = {"name": model.name, "columns": list(COLUMNS), "about": about, "fast": _numbers(fast, _FAST)}
    if isinstance(model, Cascade):
        config["both"] = _numbers(model, _BOTH) | {"settled": model.settled}
        config["deep"] = {"head": model.deep.head.tolist(), "bias": model.deep.bias.tolist()}
    _write(folder / "config.json", config)
    _write(folder / "thresholds.json", thresholds)
    return seal(folder)


def _numbers(model: LinearModel | Cascade, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: [float(v) for v in getattr(model, name)] for name in names}


def seal(folder: Path) -> str:
    """Write the manifest of what the folder holds."""
    names = sorted(p.name for p in folder.iterdir() if p.is_file() and p.name not in _UNSEALED)
    files = {name: _file_digest(folder / name) for name in names}
    _write(folder / "manifest.json", {"files": files, "digest": _digest_of(files)})
    return _digest_of(files)


_UNSEALED = frozenset({"manifest.json", "card.md", "card.json"})


def load(folder: Path = SHIPPED) -> tuple[LinearModel | Cascade, dict[str, Any]]:
    """(model, thresholds). Every byte is checked against the manifest."""
    try:
        manifest, config, thresholds = (
            json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("manifest", "config", "thresholds")
        )
    except (OSError, json.JSONDecodeError) as error:
        raise BrokenModel(f"{folder} holds no model: {error}") from error
    if not (
        isinstance(manifest, dict) and isinstance(config, dict) and isinstance(manifest.get("files"), dict)
    ):
        raise BrokenModel(f"{folder} holds no model: its manifest names no files")
    if config.get("columns") != list(COLUMNS):
        raise BrokenModel(f"{folder} was trained for other attributes")
    verify(folder, manifest)
    named = {"name": config["name"], "digest": manifest["digest"]}
    fast = LinearModel(
        np.load(folder / "linear.npy", allow_pickle=False), **_vectors(config["fast"]), **named
    )
    if "both" not in config:
        return fast, thresholds
    both = config["both"]
    settled = float(both.pop("settled"))
    return Cascade(
        fast, _deep(folder, config["deep"]), settled=settled, **_vectors(both), **named
    ), thresholds


def _deep(folder: Path, config: Mapping[str, Any]) -> DeepModel:
    lines = (folder / "pieces.txt").read_text(encoding="utf-8").splitlines()
    pieces, scores = zip(*(line.split("\t") for line in lines), strict=True)
    blocks = np.load(folder / "blocks.npy", allow_pickle=False)
    unigram = Unigram(pieces, [float(score) for score in scores])
    return DeepModel(folder / "deep.onnx", blocks, unigram, **_vectors(config))


def _vectors(numbers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: np.asarray(values, dtype=np.float64) for name, values in numbers.items()}


def verify(folder: Path, manifest: Mapping[str, Any]) -> None:
    for name, digest in manifest["files"].items():
        if not (folder / name).exists() or _file_digest(folder / name) != digest:
            raise BrokenModel(f"{name} is not the file that the manifest names")
    if _digest_of(manifest["files"]) != manifest.get("digest"):
        raise BrokenModel("the manifest does not agree with itself")


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(
        json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest_of(files: Mapping[str, str]) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
