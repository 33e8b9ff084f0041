"""Frozen results. Nothing here computes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from kindwords.attributes import Attribute


@dataclass(frozen=True, slots=True)
class Span:
    """Where a score comes from: `text[begin:end]` in code points of the text as it was given."""

    begin: int
    end: int
    attribute: Attribute
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """`scores` are calibrated: of texts scored near 0.8, about 80 % are what the attribute says.

    `language` is None where the text gives no clue or is in a language that this engine cannot read;
    `languages` lists what was seen, likeliest first, with shares. `distress` says that the writer may need
    help: it is no judgement and stands outside the scores. `model` and `digest` name the weights,
    `input_digest` the text: the three together make an answer repeatable.
    """

    scores: Mapping[str, float]
    spans: tuple[Span, ...]
    language: str | None
    languages: tuple[tuple[str, float], ...]
    distress: float
    model: str
    digest: str
    input_digest: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", MappingProxyType(dict(self.scores)))

    def as_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "languages": [{"language": code, "share": share} for code, share in self.languages],
            "scores": dict(self.scores),
            "distress": self.distress,
            "spans": [
                {"begin": s.begin, "end": s.end, "attribute": s.attribute.value, "score": s.score}
                for s in self.spans
            ],
            "model": self.model,
            "digest": self.digest,
            "input": self.input_digest,
        }
