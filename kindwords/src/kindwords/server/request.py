"""What a client asked for, checked field by field; proto-JSON's snake_case is as good as camelCase."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kindwords.attributes import Attribute
from kindwords.server.faults import Fault, invalid

LONGEST_BYTES = 20_480
_UNDERSCORE = re.compile(r"_([a-z])")
_SUFFIX = "_EXPERIMENTAL"


@dataclass(frozen=True, slots=True)
class Wanted:
    attribute: Attribute
    threshold: float | None


@dataclass(frozen=True, slots=True)
class Analyze:
    text: str
    wanted: Mapping[str, Wanted]
    languages: tuple[str, ...]
    spans: bool
    drop_unsupported: bool
    client_token: str | None


def camel(value: Any) -> Any:
    """Keys in camelCase, all the way down; attribute names are in capitals and stay."""
    if isinstance(value, dict):
        return {_UNDERSCORE.sub(lambda m: m[1].upper(), k): camel(v) for k, v in value.items()}
    return [camel(item) for item in value] if isinstance(value, list) else value


def parse_analyze(body: Any) -> Analyze:
    body = _object(camel(body), "request")
    text = _text(body)
    _check_context(body)
    return Analyze(
        text=text,
        wanted=_wanted(body),
        languages=parse_languages(body),
        spans=_flag(body, "spanAnnotations"),
        drop_unsupported=_flag(body, "dropUnsupportedAttributes"),
        client_token=_string(body, "clientToken"),
    )


def parse_suggest(body: Any) -> dict[str, Any]:
    """Checked, answered and forgotten: nothing that people wrote is kept here."""
    body = _object(camel(body), "request")
    _text(body)
    _check_context(body)
    scores = body.get("attributeScores")
    if not isinstance(scores, dict) or not scores:
        raise invalid("Missing attribute_scores")
    for name, entry in scores.items():
        if not isinstance(entry, dict) or not entry:
            raise invalid(f"Attribute {name} has no scores")
        _check_spans(entry.get("spanScores") or [])
    token = _string(body, "clientToken")
    answer: dict[str, Any] = {"requestedLanguages": list(parse_languages(body)), "detectedLanguages": []}
    return answer | ({"clientToken": token} if token else {})


def _check_spans(spans: Any) -> None:
    if not isinstance(spans, list):
        raise invalid("spanScores must be a list")
    if not all(isinstance(span, dict) and "begin" in span and "end" in span for span in spans):
        raise invalid("Span scores need begin and end")


def parse_languages(body: Mapping[str, Any]) -> tuple[str, ...]:
    given = body.get("languages") or []
    if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
        raise invalid("languages must be a list of strings")
    return tuple(given)


def _text(body: Mapping[str, Any]) -> str:
    comment = _object(body.get("comment") or {}, "comment")
    kind = comment.get("type") or "PLAIN_TEXT"
    if kind == "HTML":
        raise invalid("Currently, only 'PLAIN_TEXT' comments are supported")
    if kind not in ("PLAIN_TEXT", "TEXT_TYPE_UNSPECIFIED"):
        raise invalid("Unknown text type")
    text = "" if comment.get("text") is None else comment["text"]
    if not isinstance(text, str):
        raise invalid("comment.text must be a string")
    if not text.strip():
        raise Fault("Comment must be non-empty.", "COMMENT_EMPTY")
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST_BYTES:
        raise Fault("Comment text too long.", "COMMENT_TOO_LONG")
    return text


def _check_context(body: Mapping[str, Any]) -> None:
    context = _object(body.get("context") or {}, "context")
    if context.get("entries") and context.get("articleAndParentComment"):
        raise invalid(
            "Context can have either entries or article_and_parent_comment, but both fields were populated."
        )


def _wanted(body: Mapping[str, Any]) -> dict[str, Wanted]:
    requested = body.get("requestedAttributes")
    if not isinstance(requested, dict) or not requested:
        raise Fault("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")
    return {name: _one(name, _object(entry or {}, name)) for name, entry in requested.items()}


def _one(name: str, entry: Mapping[str, Any]) -> Wanted:
    plain = name.removesuffix(_SUFFIX)
    if plain not in Attribute.__members__:
        raise invalid(f"Unknown requested attribute: {name}")
    kind = entry.get("scoreType") or "PROBABILITY"
    if kind not in ("PROBABILITY", "SCORE_TYPE_UNSPECIFIED"):
        raise invalid(f"Requested score type {kind} is not supported by attribute {name}")
    return Wanted(Attribute(plain), _threshold(entry.get("scoreThreshold")))


def _threshold(value: Any) -> float | None:
    if isinstance(value, dict):
        value = value.get("value")
    if value is None:
        return None
    try:
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.nan
    if not math.isfinite(number):
        raise invalid("scoreThreshold must be a number")
    return number


def _flag(body: Mapping[str, Any], name: str) -> bool:
    value = body.get(name) or False
    if not isinstance(value, bool):
        raise invalid(f"{name} must be true or false")
    return value


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise invalid(f"{name} must be an object")
    return value


def _string(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid(f"{name} must be a string")
    return value
