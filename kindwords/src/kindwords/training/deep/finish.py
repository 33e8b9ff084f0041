"""From a taught encoder to a folder that reads: quantise first, then calibrate what will really be run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kindwords.attributes import COLUMNS, DISTRESS, HARMS, Attribute
from kindwords.models.cascade import WATCHED, Cascade
from kindwords.models.deep import DeepModel
from kindwords.models.linear import LinearModel
from kindwords.normalize import normalize, surface
from kindwords.training.calibrate import platt
from kindwords.training.dataset import Example
from kindwords.training.deep.graph import build
from kindwords.training.deep.teach import Taught
from kindwords.training.fit import targets
from kindwords.training.thresholds import choose

Floats = NDArray[np.float64]
# Share of the fast reader in the log-odds. Chosen once on sources that are never trained on: held-out rows of
# ours flatter it. Profanity is a matter of words, which the fast reader knows best.
MIX, MIX_OF = 0.2, {Attribute.PROFANITY: 0.5}
_FEWEST = 20
MISSED = 0.01  # of the texts that the deep reader would flag
HIGHEST_LINE = 0.1


def exported(taught: Taught, folder: Path) -> DeepModel:
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.float().numpy() for name, value in taught.reader.state_dict().items()}
    (folder / "deep.onnx").write_bytes(build(taught.shape, weights))
    np.save(folder / "blocks.npy", taught.blocks)
    lines = (f"{piece}\t{score:.6f}" for piece, score in taught.pieces)
    (folder / "pieces.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    head, bias = weights["head.weight"].astype(np.float64), weights["head.bias"].astype(np.float64)
    return DeepModel(folder / "deep.onnx", taught.blocks, taught.unigram, head, bias)


def joined(
    fast: LinearModel, deep: DeepModel, dev: Sequence[Example], name: str
) -> tuple[Cascade, dict[str, Any]]:
    """Both readers as one, with its thresholds, fitted on held-out rows."""
    labels, weights = targets(dev)
    y, known = labels.astype(float), weights > 0
    normals = [normalize(e.text) for e in dev]
    fast_odds = np.concatenate(
        [fast.raw([n.text for n in normals[i : i + 512]]) for i in range(0, len(dev), 512)]
    )
    deep_odds = deep.odds(deep.read([surface(n)[:360] for n in normals]))
    mix = np.array([MIX_OF.get(column, MIX) for column in COLUMNS])  # type: ignore[call-overload]
    odds = deep_odds + mix * fast_odds
    slope, offset = np.ones(len(COLUMNS)), np.zeros(len(COLUMNS))
    for column, k in enumerate(known.T):
        if min(y[k, column].sum(), (1 - y[k, column]).sum()) >= _FEWEST:
            slope[column], offset[column] = platt(odds[k, column], y[k, column], np.ones(int(k.sum())))
    draft = Cascade(fast, deep, mix, slope, offset, 0.0, name)
    final, first = draft.calibrated(odds), fast.calibrated(fast_odds)
    line = _line(first, final)
    settled = first[:, WATCHED].max(axis=1) < line
    final[settled] = first[settled]
    return Cascade(fast, deep, mix, slope, offset, line, name), choose(dev, final)


def _line(first: Floats, final: Floats) -> float:
    """Below it the fast reader stands alone: so low that it hides next to nothing that the deep one flags."""
    columns = [COLUMNS.index(name) for name in (*HARMS, DISTRESS)]
    flagged = (final[:, columns] >= 0.5).any(axis=1)
    if not flagged.any():
        return 0.0
    worst = first[:, WATCHED].max(axis=1)
    return round(min(HIGHEST_LINE, float(np.quantile(worst[flagged], MISSED))), 4)
