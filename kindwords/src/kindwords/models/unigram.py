"""Words to pieces of a fixed vocabulary: the likeliest split, found in one pass a word."""

from collections.abc import Sequence

UNKNOWN = 3
BEGIN, END = 0, 2
_UNKNOWN_PENALTY = 10.0
_CACHE = 50_000
_LONGEST_WORD = 200  # characters: nobody reads further


class Unigram:
    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        """The first four pieces are the special ones and never found in text."""
        self._rank = {piece: (i, scores[i]) for i, piece in enumerate(pieces) if i > UNKNOWN}
        self._longest = max(map(len, self._rank), default=1)
        self._unknown = min(scores, default=0.0) - _UNKNOWN_PENALTY
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    def pieces(self, text: str, limit: int) -> list[tuple[int, int, int]]:
        """(piece, begin, end) of the text, `limit` of them at most."""
        found: list[tuple[int, int, int]] = []
        at = 0
        for word in text.split():
            at = text.index(word, at)
            place = at
            for number, length in self._split("▁" + word[:_LONGEST_WORD]):
                found.append((number, place, place + length))
                place += length
            at += len(word)
            if len(found) >= limit:
                break
        return found[:limit]

    def _split(self, word: str) -> tuple[tuple[int, int], ...]:
        """(piece, characters of the word without its mark) for each piece."""
        known = self._known.get(word)
        if known is None:
            known = self._viterbi(word)
            if len(self._known) < _CACHE:
                self._known[word] = known
        return known

    def _viterbi(self, word: str) -> tuple[tuple[int, int], ...]:
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for begin in range(size):
            for end in range(begin + 1, min(size, begin + self._longest) + 1):
                found = self._rank.get(word[begin:end])
                number, score = found if found else (UNKNOWN, self._unknown)
                if (found or end == begin + 1) and best[begin] + score > best[end]:
                    best[end], came[end] = best[begin] + score, (begin, number)
        return _walked(came, size)


def _walked(came: Sequence[tuple[int, int]], size: int) -> tuple[tuple[int, int], ...]:
    """Back from the end; unknown characters in a row are one unknown piece."""
    found: list[tuple[int, int]] = []
    end = size
    while end > 0:
        begin, number = came[end]
        length = end - max(begin, 1) if end > 1 else 0
        if found and number == UNKNOWN == found[-1][0]:
            found[-1] = (UNKNOWN, found[-1][1] + length)
        else:
            found.append((number, length))
        end = begin
    return tuple(reversed(found))
