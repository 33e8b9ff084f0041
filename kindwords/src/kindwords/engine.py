"""`read(text) -> Reading`: normal form, language, scores, and where they come from."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kindwords import languages
from kindwords.attributes import ATTRIBUTES, COLUMNS, DISTRESS, Attribute
from kindwords.blame import guilty
from kindwords.detect import detect
from kindwords.models import Part, Scored, Scorer
from kindwords.models.folder import SHIPPED, load
from kindwords.normalize import Normal, normalize, surface
from kindwords.reading import Reading, Span
from kindwords.segments import segments

LONGEST = 100_000  # characters
BATCH = 256
_SPAN_FROM = 0.5
_MOST_POINTED_AT = 4  # parts of one text
_KIND = COLUMNS.index(Attribute.KINDNESS)
_DISTRESS = COLUMNS.index(DISTRESS)


class TextTooLong(ValueError):
    """More than LONGEST characters: cut it where a person would, and read the parts."""


class Engine:
    """Holds the weights; reading changes nothing, so threads may share one."""

    def __init__(self, scorer: Scorer, thresholds: dict[str, Any]) -> None:
        self.scorer = scorer
        self.thresholds = thresholds

    def read(self, text: str, language: str | None = None) -> Reading:
        """`language` is believed where it is given. `TextTooLong` above LONGEST characters."""
        return self.read_many([text], [language])[0]

    def read_many(self, texts: Sequence[str], language: Sequence[str | None] | None = None) -> list[Reading]:
        """Readings in order. `language` gives one tag a text, or None to detect it."""
        tags = [None] * len(texts) if language is None else list(language)
        if len(tags) != len(texts):
            raise ValueError("one language a text, or none at all")
        found: list[Reading] = []
        for begin in range(0, len(texts), BATCH):
            found.extend(self._read_batch(texts[begin : begin + BATCH], tags[begin : begin + BATCH]))
        return found

    def _read_batch(self, texts: Sequence[str], tags: Sequence[str | None]) -> Iterator[Reading]:
        normals = [normalize(_checked(text)) for text in texts]
        pieces = [segments(normal.text) for normal in normals]
        parts = [
            Part(n.text[b:e], s[b:e], number)
            for number, (n, s, own) in enumerate(zip(normals, map(surface, normals), pieces, strict=True))
            for b, e in own
        ]
        scored = self.scorer.score(parts)
        at = 0
        for normal, own, tag in zip(normals, pieces, tags, strict=True):
            begins = {at + i: begin for i, (begin, _) in enumerate(own)}
            yield self._reading(normal, begins, parts, scored, tag)
            at += len(own)

    def _reading(
        self,
        normal: Normal,
        begins: Mapping[int, int],
        parts: Sequence[Part],
        scored: Scored,
        tag: str | None,
    ) -> Reading:
        """`begins`: number of each part of this text, and where it begins in the normal form."""
        own = scored.scores[list(begins)]
        top = own.max(axis=0, initial=0.0)
        if len(own) > 1:
            top[_KIND] = np.round(own[:, _KIND].mean(), 4)
        seen = detect(normal)
        return Reading(
            scores={a.value: float(top[i]) for i, a in enumerate(ATTRIBUTES)},
            spans=tuple(
                s for n in _worst(begins, scored) for s in _spans(normal, begins[n], n, parts[n], scored)
            ),
            language=languages.canonical(tag) if tag else seen.best,
            languages=seen.ours,
            distress=float(top[_DISTRESS]),
            model=self.scorer.name,
            digest=self.scorer.digest,
            input_digest="sha256:"
            + hashlib.sha256(normal.given.encode("utf-8", "surrogatepass")).hexdigest(),
        )


def _worst(begins: Mapping[int, int], scored: Scored) -> list[int]:
    """The parts whose words are pointed at: of a long text only the worst few, in reading order."""
    ranked = sorted(begins, key=lambda n: (-scored.scores[n].max(), n))
    return sorted(ranked[:_MOST_POINTED_AT])


def _spans(normal: Normal, begin: int, number: int, part: Part, scored: Scored) -> Iterator[Span]:
    for column, attribute in enumerate(ATTRIBUTES):
        score = float(scored.scores[number, column])
        if score < _SPAN_FROM:
            continue
        for b, e in guilty(part.text, scored.blame(number, column)):
            start, stop = normal.span(begin + b, begin + e)
            yield Span(start, stop, attribute, score)


def _checked(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    if len(text) > LONGEST:
        raise TextTooLong(f"the text has {len(text):,} characters; at most {LONGEST:,} are read at once")
    return text


def load_engine(folder: str | Path | None = None) -> Engine:
    """The shipped weights, or those of a folder; each byte is checked; `BrokenModel` says what is wrong."""
    scorer, thresholds = load(Path(folder) if folder else SHIPPED)
    return Engine(scorer, thresholds)
