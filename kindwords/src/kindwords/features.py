"""Normal form to hashed features: all character 2- to 5-grams, and words in the company they keep.

Everything is integer arithmetic, so a text gives the same features on every machine and in every batch.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kindwords import languages

Ints = NDArray[np.int64]

CHARACTER_GRAMS = (2, 3, 4, 5)
_TOKEN = re.compile(r"\w+(?:[*-]\w+)*|[^\w\s\x00-\x7f]")
_QUOTED = re.compile(r"\"[^\"]{1,200}\"|(?<!\w)'[^']{1,200}'(?!\w)")
_DOUBLED = re.compile(r"(\w)\1")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_NEGATION_REACH = 3


@dataclass(frozen=True, slots=True)
class Features:
    """Row i is `buckets[starts[i]:starts[i+1]]`; `begin:end` of the normal form carries each feature."""

    buckets: Ints
    starts: Ints
    begin: Ints
    end: Ints


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    begin: int
    end: int


def tokens(text: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def word_features(texts: Sequence[str], bits: int) -> Features:
    rows = [list(_word_keys(text)) for text in texts]
    flat = [key for row in rows for key in row]
    mask = (1 << bits) - 1
    buckets = np.fromiter(
        (_mix(zlib.crc32(key[0].encode("utf-8", "replace"))) & mask for key in flat), np.int64
    )
    begin = np.fromiter((key[1] for key in flat), np.int64)
    end = np.fromiter((key[2] for key in flat), np.int64)
    return Features(buckets, _starts([len(row) for row in rows]), begin, end)


def _mix(value: int) -> int:
    return (value * 0x9E3779B1 ^ (value >> 15)) & 0xFFFFFFFF


def _word_keys(text: str) -> Iterator[tuple[str, int, int]]:
    found = tokens(text)
    words = [token.text for token in found]
    second = not languages.union("second_person").isdisjoint(words)
    first = not second and not languages.union("first_person").isdisjoint(words)
    quoted = [m.span() for m in _QUOTED.finditer(text)] if '"' in text or "'" in text else []
    negators, common = languages.union("negators"), languages.union("common")
    negated = 0
    before, two_before = "^", ""
    for token in found:
        word, begin, end = token.text, token.begin, token.end
        yield word, begin, end
        yield f"{before} {word}", begin, end
        if two_before:
            yield f"{two_before} _ {word}", begin, end
            yield f"{two_before} {before} {word}", begin, end
        if len(word) > 3 and _DOUBLED.search(word):
            yield _DOUBLED.sub(r"\1", word), begin, end
        if word not in common:
            if second:
                yield f"2p^{word}", begin, end
            elif first:
                yield f"1p^{word}", begin, end
            if negated:
                yield f"not^{word}", begin, end
            if quoted and any(a <= begin < b for a, b in quoted[:8]):
                yield f"q^{word}", begin, end
        negated = _NEGATION_REACH if word in negators else max(0, negated - 1)
        two_before, before = before, word
    if found:
        yield f"{before} $", found[-1].begin, found[-1].end


def character_features(texts: Sequence[str], bits: int) -> Features:
    lengths = [len(text) + 2 for text in texts]
    joined = "".join(f" {text} " for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    starts = _starts(lengths)
    row_of = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    last = starts[1:][row_of]
    position = np.arange(len(codes), dtype=np.int64)
    parts = [_grams(codes, position, last, n, bits) for n in CHARACTER_GRAMS]
    buckets = np.concatenate([p[0] for p in parts])
    where = np.concatenate([p[1] for p in parts])
    size = np.concatenate(
        [np.full(len(p[1]), n, np.int64) for n, p in zip(CHARACTER_GRAMS, parts, strict=True)]
    )
    order = np.argsort(row_of[where], kind="stable")
    buckets, where, size = buckets[order], where[order], size[order]
    counts = np.bincount(row_of[where], minlength=len(texts)).astype(np.int64)
    begin = where - starts[row_of[where]] - 1
    return Features(buckets, _starts(counts.tolist()), begin, begin + size)


def _grams(codes: NDArray[np.uint64], position: Ints, last: Ints, n: int, bits: int) -> tuple[Ints, Ints]:
    """Hashes of the n-grams that stay inside their own text, and where each begins."""
    size = max(0, len(codes) - n + 1)
    value = np.full(size, n, dtype=np.uint64)
    for offset in range(n):
        value = (value ^ codes[offset : offset + size]) * _PRIME
    buckets = (value >> np.uint64(64 - bits)).astype(np.int64)
    inside = position[:size] + n <= last[:size]
    return buckets[inside], position[:size][inside]


def _starts(lengths: Sequence[int]) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.asarray(lengths, dtype=np.int64))])
