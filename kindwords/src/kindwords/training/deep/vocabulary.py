"""Which of the encoder's 250,000 pieces our five languages need."""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

from kindwords.models.unigram import Unigram
from kindwords.training.deep.e5 import E5

SIZE = 42_000
SPECIAL = 4  # <s> <pad> </s> <unk>, in this order
_LONG = 1_000
_OURS = re.compile(r"▁?[a-z0-9áéíóúüñãõâêôàç*]+|▁?[^\w\s]+|▁")


def chosen(e5: E5, texts: Iterable[str]) -> list[int]:
    """Special pieces, single characters, what training text uses twice, then the commonest of our letters."""
    everything = Unigram(e5.pieces, [float(score) for score in e5.scores])
    used = Counter(i for text in texts for i, _, _ in everything.pieces(text, _LONG))
    keep = set(range(SPECIAL))
    keep |= {i for i, piece in enumerate(e5.pieces) if len(piece.lstrip("▁")) <= 1 and _OURS.fullmatch(piece)}
    keep |= {i for i, count in used.most_common(SIZE - len(keep)) if count >= 2}
    for i in np.argsort(-e5.scores, kind="stable"):
        if len(keep) >= SIZE:
            break
        if _OURS.fullmatch(e5.pieces[i]):
            keep.add(int(i))
    return sorted(keep)
