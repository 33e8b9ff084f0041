"""Exact and near duplicates, in time that grows with the rows and not with their square."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kindwords.corpus.rows import Row
from kindwords.normalize import normalize

SHINGLE = 8
NEAR = 0.8
_KEYS = 12  # smallest shingle hashes kept: texts over the limit share at least one with near certainty
_LETTERS = re.compile(r"\w")


def bare(text: str) -> str:
    """What is left of a text without case, accents, spaces, punctuation and emoji."""
    return "".join(_LETTERS.findall(normalize(text).text))


def duplicates(rows: Sequence[Row]) -> Iterator[tuple[Row, Row, bool]]:
    """(later row, earlier row, exact) for each row that repeats an earlier one of its language."""
    for template in (False, True):
        for code in sorted({row.language for row in rows}):
            yield from _of_one([r for r in rows if r.language == code and r.template is template])


def _of_one(rows: Sequence[Row]) -> Iterator[tuple[Row, Row, bool]]:
    exact: dict[str, Row] = {}
    index: dict[int, list[int]] = defaultdict(list)
    shingles: list[frozenset[int]] = []
    kept: list[Row] = []
    for row in rows:
        letters = bare(row.text) or row.text
        if letters in exact:
            yield row, exact[letters], True
            continue
        exact[letters] = row
        own = _shingles(letters)
        keys = sorted(own)[:_KEYS]
        near = _near(own, {i for key in keys for i in index[key]}, shingles)
        if near is not None and not _pair(row, kept[near]):
            yield row, kept[near], False
        for key in keys:
            index[key].append(len(kept))
        shingles.append(own)
        kept.append(row)


def _shingles(letters: str) -> frozenset[int]:
    count = max(1, len(letters) - SHINGLE + 1)
    return frozenset(zlib.crc32(letters[i : i + SHINGLE].encode("utf-8", "replace")) for i in range(count))


def _near(own: frozenset[int], candidates: set[int], shingles: Sequence[frozenset[int]]) -> int | None:
    for index in sorted(candidates):
        other = shingles[index]
        if len(own & other) > NEAR * len(own | other):
            return index
    return None


def _pair(one: Row, other: Row) -> bool:
    """Members of a minimal pair are near by design."""
    return one.pair is not None and one.pair == other.pair
