"""Words that nobody should have to write or read here: they come from the listed word lists, by digest."""

import hashlib
import tomllib
from collections import defaultdict
from importlib import resources
from pathlib import Path

from kindwords.languages import CODES, canonical
from kindwords.training.sources import read, sources

Slots = dict[str, dict[str, tuple[str, ...]]]
_FEWEST = 5


def lexicon_slots(data: Path) -> Slots:
    """language → slot → words; too short a list is filled up with English words: people mix them."""
    path = resources.files(__package__).joinpath("lexicon_slots.toml")
    picked = tomllib.loads(path.read_text(encoding="utf-8"))
    terms = _terms(data)
    slots: Slots = {}
    for code in CODES:
        words = {_digest(word): word for word in terms[code]}
        slots[code] = {
            name: tuple(sorted(words[d] for d in digests if d in words))
            for name, digests in picked[code].items()
        }
    for code in CODES:
        for name, found in slots[code].items():
            if len(found) < _FEWEST:
                slots[code][name] = found + slots["en"][name]
    return slots


def profane(slots: Slots) -> frozenset[str]:
    """Single words that are profanity wherever they stand."""
    words = (
        word
        for slot in (*(s["swear"] for s in slots.values()), slots["en"]["insult_strong"])
        for word in slot
    )
    return frozenset(word for word in words if " " not in word and len(word) > 2)


def _terms(data: Path) -> dict[str, set[str]]:
    terms: dict[str, set[str]] = defaultdict(set)
    for source in sources("lexicons").values():
        if source.ships and (data / source.file).exists():
            for row in read(data, source):
                code = canonical(row["lang"])
                if code:
                    terms[code].add(row["term"].lower().replace("-", " "))
    return terms


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:12]
