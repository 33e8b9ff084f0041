"""The few measures that we publish."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def auc(scores: Sequence[float] | Floats, labels: Sequence[float] | Floats) -> float:
    """Chance that a random positive is scored above a random negative; ties count half."""
    s, y = np.asarray(scores, float), np.asarray(labels, float)
    positives, negatives = int((y == 1).sum()), int((y == 0).sum())
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(s, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    return float((ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def f1(predicted: NDArray[np.bool_], labels: Floats, positive: int = 1) -> float:
    hit = int(((predicted == positive) & (labels == positive)).sum())
    wrong = int((predicted == positive).sum() + (labels == positive).sum())
    return 2 * hit / wrong if wrong else 0.0


def summary(scores: Floats, labels: Floats, threshold: float = 0.5) -> dict[str, float]:
    predicted = scores >= threshold
    yes, no = labels == 1, labels == 0
    return {
        "rows": len(labels),
        "positive": int(yes.sum()),
        "auc": auc(scores, labels),
        "f1": f1(predicted, labels),
        "macro_f1": (f1(predicted, labels) + f1(predicted, labels, 0)) / 2,
        "accuracy": float((predicted == labels).mean()) if len(labels) else float("nan"),
        "recall": float(predicted[yes].mean()) if yes.any() else float("nan"),
        "specificity": float((~predicted[no]).mean()) if no.any() else float("nan"),
    }


def calibration_error(scores: Floats, labels: Floats, bins: int = 10) -> float:
    """Mean distance between what was promised and what was found, over ten equal ranges of score."""
    which = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(scores[which == b].mean() - labels[which == b].mean()) * (which == b).mean() for b in set(which)
    ]
    return float(sum(gaps))


def spearman(one: Floats, other: Floats) -> float:
    def ranks(values: Floats) -> Floats:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        ends = np.cumsum(counts)
        mean: Floats = (ends - (counts - 1) / 2)[inverse]
        return mean

    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def spread(scores: Floats, labels: Floats, bins: int = 10) -> list[list[float]]:
    """[from, rows, mean score, share that is so] for each range of scores: a calibration plot in numbers."""
    which = np.minimum((scores * bins).astype(int), bins - 1)
    return [
        [
            b / bins,
            int((which == b).sum()),
            round(float(scores[which == b].mean()), 3),
            round(float(labels[which == b].mean()), 3),
        ]
        for b in range(bins)
        if (which == b).any()
    ]
