"""Two readers: the fast one reads everything and settles the plainly harmless, the deep one reads the rest.

Which reader settled a text depends on that text alone, so the answer is as repeatable as theirs.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kindwords.attributes import COLUMNS, DISTRESS, HARMS
from kindwords.models import Part, Scored, Scores
from kindwords.models.deep import DeepModel
from kindwords.models.linear import DECIMALS, LinearModel

WATCHED = [COLUMNS.index(name) for name in (*HARMS, DISTRESS)]
MOST_PARTS = 2  # of a long text that are read deeply: the most suspicious


@dataclass(frozen=True, slots=True)
class Cascade:
    """`mix`: share of the fast reader in the log-odds. `settled`: harms below it need no second reader."""

    fast: LinearModel
    deep: DeepModel
    mix: NDArray[np.float64]
    slope: NDArray[np.float64]
    offset: NDArray[np.float64]
    settled: float
    name: str
    digest: str = ""

    def score(self, parts: Sequence[Part]) -> Scored:
        fast_odds = self.fast.raw([p.text for p in parts])
        scores = self.fast.calibrated(fast_odds)
        chosen = self._unsettled(parts, scores)
        shares = dict(zip(chosen, self.deep.read([parts[i].surface for i in chosen]), strict=True))
        if chosen:
            deep_odds = self.deep.odds([shares[i] for i in chosen])
            scores[chosen] = self.calibrated(self.mixed(fast_odds[chosen], deep_odds))
            _bound(scores, parts, chosen)

        def blame(part: int, column: int) -> NDArray[np.float64]:
            words = self.fast.blame(parts[part].text, column)
            if part not in shares:
                return words
            return _unit(words) + _unit(self.deep.blame(parts[part].surface, shares[part], column))

        return Scored(scores, blame)

    def mixed(self, fast_odds: Scores, deep_odds: Scores) -> Scores:
        return deep_odds + self.mix * fast_odds

    def calibrated(self, odds: Scores) -> Scores:
        chance = 1.0 / (1.0 + np.exp(-np.clip(odds * self.slope + self.offset, -30, 30)))
        return np.asarray(np.round(chance, DECIMALS))

    def _unsettled(self, parts: Sequence[Part], scores: Scores) -> list[int]:
        """Of each text the parts above the line, the most suspicious first where there are many."""
        worst = scores[:, WATCHED].max(axis=1, initial=0.0)
        of_text: dict[int, list[int]] = defaultdict(list)
        for i, part in enumerate(parts):
            if worst[i] >= self.settled:
                of_text[part.number].append(i)
        chosen: list[int] = []
        for places in of_text.values():
            ranked = sorted(places, key=lambda i: (-worst[i], i))
            chosen.extend(ranked[:MOST_PARTS])
        return sorted(chosen)


def _unit(carried: NDArray[np.float64]) -> NDArray[np.float64]:
    """On one scale: the deep reader spreads a meaning over its sentence, the fast one knows words."""
    return np.asarray(carried / max(1e-9, float(np.abs(carried).max(initial=0.0))))


def _bound(scores: Scores, parts: Sequence[Part], chosen: Sequence[int]) -> None:
    """The fast reader may not accuse a part where the deep one found more suspicious parts harmless."""
    best: dict[int, NDArray[np.float64]] = {}
    for i in chosen:
        best[parts[i].number] = np.maximum(scores[i], best.get(parts[i].number, 0.0))
    read = set(chosen)
    for i, part in enumerate(parts):
        if part.number in best and i not in read:
            scores[i] = np.minimum(scores[i], best[part.number])
