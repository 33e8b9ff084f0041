"""Learned scorers behind one protocol, and the folders that they are saved in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text read in one go: normal form, the same with accents, and whose part it is."""

    text: str
    surface: str
    number: int  # of the text that it belongs to


@dataclass(frozen=True, slots=True)
class Scored:
    """`scores`: one row a part, columns as in COLUMNS. `blame(part, column)`: how far each character of that
    part raises the column."""

    scores: Scores
    blame: Callable[[int, int], NDArray[np.float64]]


class Scorer(Protocol):
    """Reads parts. The row of a text never depends on the other texts in the call."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def score(self, parts: Sequence[Part]) -> Scored: ...
