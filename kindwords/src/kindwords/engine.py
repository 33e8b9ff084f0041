"""`read(text) -> Reading`: normal form, language, scores, and where they come from."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kindwords import languages
from kindwords.attributes import ATTRIBUTES, COLUMNS, DISTRESS, Attribute
from kindwords.blame import guilty
from kindwords.detect import detect
from kindwords.models import Scorer, Scores
from kindwords.models.folder import SHIPPED, load
from kindwords.normalize import Normal, normalize
from kindwords.reading import Reading, Span
from kindwords.segments import segments

LONGEST = 100_000  # characters
BATCH = 256
_SPAN_FROM = 0.5
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
        flat = [n.text[b:e] for n, own in zip(normals, pieces, strict=True) for b, e in own]
        scores = self.scorer.score(flat)
        at = 0
        for normal, own, tag in zip(normals, pieces, tags, strict=True):
            yield self._reading(normal, own, scores[at : at + len(own)], tag)
            at += len(own)

    def _reading(
        self, normal: Normal, pieces: Sequence[tuple[int, int]], scores: Scores, tag: str | None
    ) -> Reading:
        top = scores.max(axis=0) if len(pieces) else np.zeros(len(COLUMNS))
        if len(pieces) > 1:
            top[_KIND] = np.round(scores[:, _KIND].mean(), 4)
        seen = detect(normal)
        return Reading(
            scores={a.value: float(top[i]) for i, a in enumerate(ATTRIBUTES)},
            spans=tuple(self._spans(normal, pieces, scores)),
            language=languages.canonical(tag) if tag else seen.best,
            languages=seen.ours,
            distress=float(top[_DISTRESS]),
            model=self.scorer.name,
            digest=self.scorer.digest,
            input_digest="sha256:"
            + hashlib.sha256(normal.given.encode("utf-8", "surrogatepass")).hexdigest(),
        )

    def _spans(self, normal: Normal, pieces: Sequence[tuple[int, int]], scores: Scores) -> Iterator[Span]:
        for (begin, end), row in zip(pieces, scores, strict=True):
            for column, attribute in enumerate(ATTRIBUTES):
                if row[column] < _SPAN_FROM:
                    continue
                text = normal.text[begin:end]
                for b, e in guilty(text, self.scorer.blame(text, column)):
                    start, stop = normal.span(begin + b, begin + e)
                    yield Span(start, stop, attribute, float(row[column]))


def _checked(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    if len(text) > LONGEST:
        raise TextTooLong(f"the text has {len(text):,} characters; at most {LONGEST:,} are read at once")
    return text


def load_engine(folder: str | Path | None = None) -> Engine:
    scorer, thresholds = load(Path(folder) if folder else SHIPPED)
    return Engine(scorer, thresholds)
