"""Platt's sigmoid for each attribute, fitted on held-out rows with the numbers of a small, balanced world."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kindwords.models.linear import LinearModel

Floats = NDArray[np.float64]
_FEWEST = 20
_STEPS = 100
_HOLD = 1e-3  # towards slope 1


def platt(odds: Floats, labels: Floats, weights: Floats) -> tuple[float, float]:
    """(slope, offset) by Newton's method with shortened steps; soft targets keep both finite."""
    yes, no = (weights * labels).sum(), (weights * (1 - labels)).sum()
    goal = np.where(labels > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
    found = np.array([1.0, 0.0])
    loss = _loss(found, odds, goal, weights)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(found[0] * odds + found[1], -30, 30)))
        error, curve = weights * (chance - goal), weights * chance * (1 - chance) + 1e-9
        gradient = np.array([(error * odds).sum() + _HOLD * (found[0] - 1), error.sum()])
        cross = (curve * odds).sum()
        hessian = np.array([[(curve * odds * odds).sum() + _HOLD, cross], [cross, curve.sum() + _HOLD]])
        step = np.linalg.solve(hessian, gradient)
        while np.abs(step).max() > 1e-8 and _loss(found - step, odds, goal, weights) > loss:
            step = step / 2
        if np.abs(step).max() <= 1e-8:
            break
        found = found - step
        loss = _loss(found, odds, goal, weights)
    return float(max(0.05, found[0])), float(found[1])


def _loss(found: Floats, odds: Floats, goal: Floats, weights: Floats) -> float:
    z = np.clip(found[0] * odds + found[1], -500, 500)
    surprise = np.logaddexp(0, z) - goal * z
    return float((weights * surprise).sum() + _HOLD * (found[0] - 1) ** 2 / 2)


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
