"""Which of our languages a text is in, and an honest None where it is in none of them or gives no clue."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kindwords import languages
from kindwords.normalize import Normal

_WORD = re.compile(r"[a-z]+")
_HINTS = (
    ("es", re.compile(r"[ñ¿¡]|ción\b|\b(?:ja){2,}\b", re.I)),
    ("pt", re.compile(r"[ãõ]|ção\b|ções\b|lh[aeo]\b|\bk{3,}\b", re.I)),
    ("id", re.compile(r"\b(?:wk){2,}|\w(?:nya|kan)\b|\b(?:meng|peng|ber|ter)\w{3}", re.I)),
    (
        "fil",
        re.compile(
            r"\b(?:naka|napaka|pinag|nag[bdghklmpstu])\w{2,}|\bmga\b|\b\w+[aeiou]ng (?=[aeiou])", re.I
        ),
    ),
)
_OURS_FROM, _FOREIGN_FROM = 0.45, 1.5  # votes
_SAMPLE = 2_000  # characters: more does not change the answer


@dataclass(frozen=True, slots=True)
class Detected:
    """`ours`: (code, share), likeliest first, empty without a clue. `foreign`: one that is not ours."""

    ours: tuple[tuple[str, float], ...] = ()
    foreign: str | None = None

    @property
    def best(self) -> str | None:
        return self.ours[0][0] if self.ours else None


def detect(normal: Normal) -> Detected:
    given = normal.given[:_SAMPLE]
    if _mostly_foreign_script(given):
        return Detected(foreign="und")
    votes = _votes(_WORD.findall(normal.text[:_SAMPLE]))
    for code, pattern in _HINTS:
        votes[code] += 0.8 * min(3, len(pattern.findall(given)))
    ours = {code: votes[code] for code in languages.CODES if votes[code] > 0}
    foreign = max(languages.foreign(), key=lambda code: votes[code])
    best = max(ours.values(), default=0.0)
    if votes[foreign] > best and votes[foreign] >= _FOREIGN_FROM:
        return Detected(foreign=foreign)
    if best < _OURS_FROM:
        return Detected()
    total = sum(ours.values())
    ranked = sorted(ours.items(), key=lambda pair: (-pair[1], pair[0]))
    return Detected(tuple((code, round(vote / total, 3)) for code, vote in ranked))


def _votes(words: list[str]) -> dict[str, float]:
    """A word that several languages share is worth less to each."""
    votes: dict[str, float] = defaultdict(float)
    for word in words:
        for code, weight in _weights().get(word, ()):
            votes[code] += weight
    return votes


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    owners: dict[str, set[str]] = {}
    for code in languages.CODES:
        language = languages.language(code)
        for word in language.common | language.second_person | language.first_person | language.negators:
            owners.setdefault(word, set()).add(code)
    for code, words in languages.foreign().items():
        for word in words:
            owners.setdefault(word, set()).add(code)
    return {word: tuple((code, 1 / len(codes)) for code in sorted(codes)) for word, codes in owners.items()}


def _mostly_foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if not letters or text.isascii():
        return False
    foreign = sum(ord(c) > 0x24F and not _styled_latin(c) for c in letters)
    return foreign * 2 > len(letters)


def _styled_latin(character: str) -> bool:
    return unicodedata.normalize("NFKD", character)[0].isascii()
