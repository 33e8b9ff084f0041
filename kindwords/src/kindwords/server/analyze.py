"""Readings in Perspective's words: spans count UTF-16 units, languages are echoed, low scores left out."""

import re
from typing import Any

from kindwords.detect import Detected, detect
from kindwords.engine import Engine
from kindwords.languages import canonical
from kindwords.normalize import normalize
from kindwords.reading import Reading
from kindwords.server.faults import Fault, unsupported
from kindwords.server.request import Analyze, Wanted

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*|[.!?\n]+")
_UNKNOWN = "und"


def analyze(engine: Engine, asked: Analyze, trust: bool) -> dict[str, Any]:
    """`trust`: believe the request's languages. Otherwise they are echoed, and the text decides."""
    seen = detect(normalize(asked.text))
    wanted = _supported(asked, seen)
    tag = asked.languages[0] if trust and asked.languages else None
    pieces = _pieces(asked.text) if asked.spans else []
    whole, *parts = engine.read_many(
        [asked.text, *(asked.text[b:e] for b, e in pieces)], [tag] * (1 + len(pieces))
    )
    spans = list(zip(pieces, parts, strict=True)) or [((0, len(asked.text)), whole)]
    detected = [code for code, _ in seen.ours] or [seen.foreign or _UNKNOWN]
    answer: dict[str, Any] = {
        "attributeScores": {n: _scores(asked.text, w, whole, spans) for n, w in wanted.items()},
        "languages": list(asked.languages) or detected[:1],
        "detectedLanguages": detected,
    }
    return answer | ({"clientToken": asked.client_token} if asked.client_token else {})


def _supported(asked: Analyze, seen: Detected) -> dict[str, Wanted]:
    """All attributes read all our languages, so either everything is supported or nothing is."""
    foreign = [code for code in asked.languages if canonical(code) is None]
    if not asked.languages and seen.foreign:
        foreign = [seen.foreign]
    if not foreign:
        return dict(asked.wanted)
    if asked.drop_unsupported:
        return {}
    if foreign == [_UNKNOWN]:
        raise Fault("Unable to detect language", "LANGUAGE_DETECTION_FAILED")
    raise unsupported(next(iter(asked.wanted)), foreign, requested=bool(asked.languages))


def _pieces(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _SENTENCE.finditer(text):
        begin = match.start() + len(match.group()) - len(match.group().lstrip())
        end = match.start() + len(match.group().rstrip())
        if end > begin:
            found.append((begin, end))
    return found


def _scores(
    text: str, wanted: Wanted, whole: Reading, spans: list[tuple[tuple[int, int], Reading]]
) -> dict[str, Any]:
    least = wanted.threshold if wanted.threshold is not None else 0.0
    found: dict[str, Any] = {}
    over = [(s, r.scores[wanted.attribute]) for s, r in spans if r.scores[wanted.attribute] >= least]
    if over:
        found["spanScores"] = [
            {"begin": _units(text[:b]), "end": _units(text[:e]), "score": _probability(value)}
            for (b, e), value in over
        ]
    if whole.scores[wanted.attribute] >= least:
        found["summaryScore"] = _probability(whole.scores[wanted.attribute])
    return found


def _probability(value: float) -> dict[str, Any]:
    return {"value": value, "type": "PROBABILITY"}


def _units(text: str) -> int:
    """UTF-16 code units."""
    return len(text) + sum(c > "\uffff" for c in text)
