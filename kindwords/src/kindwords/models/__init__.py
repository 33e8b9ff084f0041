"""Learned scorers behind one protocol, and the folders that they are saved in."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


class Scorer(Protocol):
    """Reads normal forms. The row of a text never depends on the other texts in the call."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def score(self, texts: Sequence[str]) -> Scores:
        """Calibrated scores, one row a text, columns in the order of COLUMNS."""

    def blame(self, text: str, attribute: int) -> NDArray[np.float64]:
        """For each character of the normal form, how far it raises the attribute."""
