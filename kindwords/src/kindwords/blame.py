"""Which words carried a score."""

import numpy as np
from numpy.typing import NDArray

from kindwords import languages
from kindwords.features import Token, tokens

_ENOUGH = 0.6  # of all that raises the score
_MOST = 6
_LITTLE = 0.25  # weight of everyday words


def guilty(text: str, carried: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The fewest words that together carry most of what raises the attribute; neighbours are joined."""
    weighed = [(_weight(t, carried), t.begin, t.end) for t in tokens(text)]
    raising = sorted((w for w in weighed if w[0] > 0), key=lambda w: (-w[0], w[1]))
    total, found, kept = sum(w[0] for w in raising), 0.0, []
    for weight, begin, end in raising[:_MOST]:
        kept.append((begin, end))
        found += weight
        if found >= _ENOUGH * total:
            break
    return _joined(text, sorted(kept))


def _weight(token: Token, carried: NDArray[np.float64]) -> float:
    """'you' and 'so' help to aim, but they are not what hurts."""
    little = any(token.text in languages.union(part) for part in ("common", "second_person", "first_person"))
    return float(carried[token.begin : token.end].sum()) * (_LITTLE if little else 1.0)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and not text[joined[-1][1] : begin].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined
