"""Platt's sigmoid for each attribute, fitted on held-out rows with the numbers of a small, balanced world."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kindwords.models.linear import LinearModel

Floats = NDArray[np.float64]
_FEWEST = 20
_STEPS = 50


def platt(odds: Floats, labels: Floats, weights: Floats) -> tuple[float, float]:
    """Newton's method on (slope, offset); soft targets keep it finite on separable data."""
    yes, no = (weights * labels).sum(), (weights * (1 - labels)).sum()
    goal = np.where(labels > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
    slope, offset = 1.0, 0.0
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(slope * odds + offset, -30, 30)))
        error, curve = weights * (chance - goal), weights * chance * (1 - chance) + 1e-9
        gradient = np.array([(error * odds).sum() + 1e-3 * (slope - 1), error.sum()])
        cross = (curve * odds).sum()
        hessian = np.array([[(curve * odds * odds).sum() + 1e-3, cross], [cross, curve.sum()]])
        change = np.linalg.solve(hessian, gradient)
        slope, offset = slope - change[0], offset - change[1]
        if np.abs(change).max() < 1e-8:
            break
    return float(max(0.05, slope)), float(offset)


def calibrated(model: LinearModel, odds: Floats, labels: Floats, weights: Floats) -> LinearModel:
    slope, offset = model.slope.copy(), model.offset.copy()
    for column in range(labels.shape[1]):
        known = weights[:, column] > 0
        y = labels[known, column].astype(float)
        if min(y.sum(), (1 - y).sum()) >= _FEWEST:
            slope[column], offset[column] = platt(
                odds[known, column], y, weights[known, column].astype(float)
            )
    return replace(model, slope=slope, offset=offset)
