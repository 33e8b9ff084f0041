"""One folder of data a language. A folder with `language.toml` is the registration."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

CODES = ("en", "es", "pt", "id", "fil")
_ALIASES = {"tl": "fil", "in": "id", "eng": "en", "spa": "es", "por": "pt", "ind": "id", "tgl": "fil"}


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    second_person: frozenset[str]
    first_person: frozenset[str]
    negators: frozenset[str]
    reporting: frozenset[str]
    common: frozenset[str]


def canonical(tag: str) -> str | None:
    """'pt-BR' and 'tl' as we name them; None for a language that is not ours."""
    code = tag.replace("_", "-").split("-")[0].lower()
    code = _ALIASES.get(code, code)
    return code if code in CODES else None


@cache
def language(code: str) -> Language:
    path = resources.files(__name__) / code / "language.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {k: frozenset(v.split()) for k, v in data.items() if k != "name"}
    return Language(code=code, name=data["name"], **lists)


@cache
def foreign() -> dict[str, frozenset[str]]:
    path = resources.files(__name__) / "foreign.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in data.items()}


@cache
def union(part: str) -> frozenset[str]:
    """One list over all languages: people mix them in one sentence."""
    return frozenset().union(*(getattr(language(code), part) for code in CODES))
