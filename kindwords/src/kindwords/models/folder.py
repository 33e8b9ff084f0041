"""A model is a folder: `config.json`, arrays, `thresholds.json`, and `manifest.json` with their digests."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from kindwords.attributes import COLUMNS
from kindwords.models.linear import LinearModel

SHIPPED = Path(__file__).parent.parent / "weights"
_VECTORS = ("scale", "bias", "slope", "offset")


class BrokenModel(ValueError):
    """The folder is not a model of ours, or not the one that its manifest names."""


def save(model: LinearModel, folder: Path, about: Mapping[str, Any], thresholds: Mapping[str, Any]) -> str:
    """Write the folder; returns the digest that readings will carry."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "linear.npy", model.weights)
    config = {"kind": "linear", "name": model.name, "columns": list(COLUMNS), **about}
    config |= {name: [float(v) for v in getattr(model, name)] for name in _VECTORS}
    _write(folder / "config.json", config)
    _write(folder / "thresholds.json", thresholds)
    return seal(folder)


def seal(folder: Path) -> str:
    """Write the manifest of what the folder holds."""
    names = sorted(p.name for p in folder.iterdir() if p.is_file() and p.name not in _UNSEALED)
    files = {name: _file_digest(folder / name) for name in names}
    _write(folder / "manifest.json", {"files": files, "digest": _digest_of(files)})
    return _digest_of(files)


_UNSEALED = frozenset({"manifest.json", "card.md", "card.json"})


def load(folder: Path = SHIPPED, check: bool = True) -> tuple[LinearModel, dict[str, Any]]:
    """(model, thresholds). `check` reads every byte once more; a few milliseconds for a whole sleep."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        thresholds = json.loads((folder / "thresholds.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise BrokenModel(f"{folder} holds no model: {error}") from error
    if config.get("columns") != list(COLUMNS):
        raise BrokenModel(f"{folder} was trained for other attributes")
    if check:
        verify(folder, manifest)
    weights = np.load(folder / "linear.npy", allow_pickle=False)
    vectors = {name: np.asarray(config[name], dtype=np.float64) for name in _VECTORS}
    model = LinearModel(weights=weights, name=config["name"], digest=manifest["digest"], **vectors)
    return model, thresholds


def verify(folder: Path, manifest: Mapping[str, Any]) -> None:
    for name, digest in manifest["files"].items():
        if not (folder / name).exists() or _file_digest(folder / name) != digest:
            raise BrokenModel(f"{name} is not the file that the manifest names")
    if _digest_of(manifest["files"]) != manifest["digest"]:
        raise BrokenModel("the manifest does not agree with itself")


def renamed(model: LinearModel, name: str) -> LinearModel:
    return replace(model, name=name)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(
        json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest_of(files: Mapping[str, str]) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
