"""Where a score becomes a prompt: chosen on held-out friendly text, each language apart."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kindwords.attributes import COLUMNS, HARMS, Attribute
from kindwords.languages import CODES
from kindwords.policy import REFUSABLE
from kindwords.training.dataset import Example

Floats = NDArray[np.float64]
FALSE_PROMPTS = 0.02  # of friendly texts, over all attributes together
FLOORS = {"rethink": 0.5, "hold": 0.85, "refuse": 0.95}
_RATES = {"rethink": FALSE_PROMPTS, "hold": 0.005, "refuse": 0.001}
_TRIES = (0.02, 0.015, 0.01, 0.007, 0.005, 0.003, 0.002, 0.001, 0.0)


def choose(examples: Sequence[Example], scores: Floats) -> dict[str, Any]:
    found: dict[str, Any] = {outcome: {} for outcome in FLOORS}
    for code in CODES:
        mine = np.array([friendly(e) and e.language == code for e in examples], bool)
        for outcome, floor in FLOORS.items():
            names = REFUSABLE if outcome == "refuse" else HARMS
            found[outcome][code] = _limits(scores[mine], names, floor, _RATES[outcome])
    found["distress"] = 0.5
    return found


def friendly(example: Example) -> bool:
    """Known to be no attack; small slights count as unkind too."""
    labels = example.labels
    return labels.get(Attribute.TOXICITY) == 0 and labels.get(Attribute.MICROAGGRESSION, 0) == 0


def _limits(scores: Floats, names: Sequence[Attribute], floor: float, rate: float) -> dict[str, float]:
    limits: dict[str, float] = {name.value: floor for name in names}
    for share in _TRIES:
        limits = {name.value: max(floor, _quantile(scores, name, share)) for name in names}
        if _prompted(scores, limits) <= rate:
            break
    return limits


def _quantile(scores: Floats, name: Attribute, share: float) -> float:
    if not len(scores):
        return 0.0
    column = scores[:, COLUMNS.index(name)]
    return round(min(0.999, float(np.quantile(column, 1 - share)) + 1e-3), 3)


def _prompted(scores: Floats, limits: Mapping[str, float]) -> float:
    if not len(scores):
        return 0.0
    over = [scores[:, COLUMNS.index(name)] >= limit for name, limit in limits.items()]
    return float(np.logical_or.reduce(over).mean())
