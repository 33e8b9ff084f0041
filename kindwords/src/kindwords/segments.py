"""Long texts are read piece by piece, so that one cruel sentence cannot hide among a hundred plain ones."""

import re

WHOLE = 360  # characters of normal form read in one go
PIECE = 240

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")


def segments(text: str) -> list[tuple[int, int]]:
    """(begin, end) of the pieces, in order; together they cover the text."""
    if len(text) <= WHOLE:
        return [(0, len(text))] if text.strip() else []
    pieces: list[tuple[int, int]] = []
    begin = end = 0
    for match in _SENTENCE.finditer(text):
        if match.end() - begin > PIECE and end > begin:
            pieces.extend(_cut(text, begin, end))
            begin = end
        end = match.end()
    pieces.extend(_cut(text, begin, len(text)))
    return [(b, e) for b, e in pieces if text[b:e].strip()]


def _cut(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """One stretch, cut at spaces where it is longer than a piece."""
    pieces = []
    while end - begin > WHOLE:
        space = text.rfind(" ", begin + PIECE // 2, begin + PIECE)
        middle = space + 1 if space > 0 else begin + PIECE
        pieces.append((begin, middle))
        begin = middle
    return [*pieces, (begin, end)]
