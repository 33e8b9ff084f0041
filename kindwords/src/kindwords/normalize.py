"""Text to normal form: what a person would read, however it is dressed, with the way back to the original.

Every step is linear in the length of the text; none may ever look back further than one match.
"""

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kindwords import languages
from kindwords.folding import fold

Kept = Sequence[tuple[str, int]]

_PRINTABLE_ASCII = re.compile(r"[\x20-\x7e]*").fullmatch
_SPACED = re.compile(r"(?<![^\W_])[^\W_]([\W_])[^\W_](?:\1[^\W_])+(?![^\W_])")
_ALL_SPACED = re.compile(r"(?<=[^\W_]) (?=[^\W_](?: |$))")
_LEET_HINT = re.compile(r"[0134578@$!|]")
_TOKEN = re.compile(r"[a-z0-9@$!|*]+")
_LEET = str.maketrans("0134578@$|!", "oieastbasli")
_PLAIN_NUMBER = re.compile(
    r"[0-9]+(?:st|nd|rd|th|am|pm|kg|km|cm|mm|gb|mb|ft|x|k|m|h|s|d|min|hrs?|yrs?|years?)?"
)
_BANG = re.compile(r"(?<=[a-z0-9])!(?=[a-z0-9])")
_APOSTROPHE = re.compile(r"(?<=[a-z])'(?=[a-z])")
_STRETCHED = re.compile(r"(\S)\1{2,}")
_DOUBLE_BEFORE = {"o": "lkdtnp", "e": "lkdtnp", "r": "aeiou", "t": "aeiou", "p": "aeiou", "g": "aeiou"}
_ECHO = re.compile(r"(\S\S)\1{2,}")
_BRACKET = re.compile(r"(?<!\S)[(\[{](?=\w)|(?<=[\w.!?])[)\]}](?!\S)")  # around words, not in ':)'
_SPACE = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Normal:
    text: str
    origin: Sequence[int]
    given: str

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Where `text[begin:end]` stood in the given text, with the marks that belonged to it."""
        if begin >= end:
            return (0, 0)
        start, stop = self.origin[begin], self.origin[end - 1] + 1
        while stop < len(self.given) and fold(self.given[stop]) == "":
            stop += 1
        return start, stop


def normalize(text: str) -> Normal:
    folded, origin = _fold_all(text)
    state: tuple[str, Sequence[int]] = (folded, origin)
    if _SPACED.search(state[0]):
        step = _ALL_SPACED if _mostly_single(state[0]) else _SPACED
        state = _rewrite(*state, step, _join_spaced if step is _SPACED else lambda match: ())
    if _LEET_HINT.search(state[0]):
        state = _rewrite(*state, _TOKEN, _read_leet)
    state = _rewrite(*state, _APOSTROPHE, lambda match: ())
    state = _rewrite(*state, _BRACKET, lambda match: ())
    state = _rewrite(*state, _STRETCHED, _shortened)
    state = _rewrite(*state, _ECHO, _keep_two_pairs)
    state = _rewrite(*state, _SPACE, lambda match: ((" ", match.start()),))
    return Normal(state[0], state[1], text)


def surface(normal: Normal) -> str:
    """Normal form with the accents that were written: one character each, so places agree."""
    if normal.given.isascii():
        return normal.text
    return "".join(
        _accented(c, normal.given[place]) for c, place in zip(normal.text, normal.origin, strict=True)
    )


def _accented(plain: str, given: str) -> str:
    lowered = given.lower()
    return lowered if "\u00df" < lowered < "\u0180" and fold(given) == plain else plain


def _fold_all(text: str) -> tuple[str, Sequence[int]]:
    if _PRINTABLE_ASCII(text):
        return text.lower(), range(len(text))
    pieces: list[str] = []
    origin = array("l")
    for index, character in enumerate(text):
        folded = fold(character)
        pieces.append(folded)
        for _ in folded:
            origin.append(index)
    return "".join(pieces), origin


def _rewrite(
    text: str, origin: Sequence[int], pattern: re.Pattern[str], keep: Callable[[re.Match[str]], Kept | None]
) -> tuple[str, Sequence[int]]:
    """Replace matches; `keep` returns characters with the place each stood at, or None for 'leave it'."""
    pieces: list[str] = []
    places = array("l")
    last = 0
    for match in pattern.finditer(text):
        kept = keep(match)
        if kept is None:
            continue
        pieces.append(text[last : match.start()])
        places.extend(origin[last : match.start()])
        for character, place in kept:
            pieces.append(character)
            places.append(origin[place])
        last = match.end()
    if last == 0:
        return text, origin
    pieces.append(text[last:])
    places.extend(origin[last:])
    return "".join(pieces), places


def _mostly_single(text: str) -> bool:
    """A whole text written letter by letter: even two letters are a word there, and wide gaps part words."""
    words = text.split()
    return "  " in text and sum(len(word) == 1 for word in words) * 5 > len(words) * 4


def _join_spaced(match: re.Match[str]) -> Kept | None:
    """'i d i o t' and 'i.d.i.o.t' are one word; '1 2 3' is not, and 'a/b/c' does no harm as one."""
    characters = [(match.string[i], i) for i in range(match.start(), match.end(), 2)]
    letters = sum(c.isalpha() for c, _ in characters)
    return characters if letters >= 3 and letters * 2 > len(characters) else None


def _read_leet(match: re.Match[str]) -> Kept | None:
    token = match.group()
    if token.isalpha() or _PLAIN_NUMBER.fullmatch(token) or not _looks_leet(token):
        return None
    ell = "l" if "11" in token else "i"
    return [
        ((ell if c == "1" else c.translate(_LEET)) if _inside(token, i) else c, match.start() + i)
        for i, c in enumerate(token)
    ]


def _looks_leet(token: str) -> bool:
    """At least two letters, and a sign or digit where only a letter would make a word."""
    if token[0] == "@" and len(token) > 3 and not token.startswith("@ss"):
        return False
    letters = sum(map(str.isalpha, token))
    short_at = token[0] == "@" and letters == 1 < len(token) <= 3
    if (letters < 2 and not short_at) or (letters < 3 and len(token) > 5):
        return False
    bang = _BANG.search(token)
    if bang and _two_words(token[: bang.start()], token[bang.end() :]):
        return False
    return any(_inside(token, i) for i, c in enumerate(token) if not c.isalpha() and c != "*")


def _two_words(before: str, after: str) -> bool:
    """'wow!great' forgot a space; 'st!pid' did not."""
    common = languages.union("common")
    return len(after) > 1 and len(before) > 1 and (before in common or after in common)


def _inside(token: str, index: int) -> bool:
    """Does a letter follow soon, or is it an end that stands for one? 'anak2' and 'wow!' keep their ends."""
    if token.endswith("11") and index >= len(token) - 2:
        return True
    if index == len(token) - 1 and index:
        return token[index] in "$@" or (token[index] in "034" and _letters_and_digits(token[:-1]))
    return any(c.isalpha() for c in token[index + 1 : index + 4]) and (index > 0 or token[0] in "1345$@")


def _letters_and_digits(token: str) -> bool:
    """The rest is l33t already ('l1k3'), or a word long enough to be one ('hat3')."""
    if not token[-1].isalpha():
        return False
    return not token.isalpha() or (len(token) > 2 and token[-1] in "bcdfgklmnpqrstvxz")


def _shortened(match: re.Match[str]) -> Kept:
    """A stretched letter once, or twice where words usually have it double: 'soooo' and 'coooool'."""
    letter = match.group(1)
    after = match.string[match.end() : match.end() + 1]
    double = not letter.isalpha() or letter in "slfzk" or (after and after in _DOUBLE_BEFORE.get(letter, ""))
    return [(letter, match.start() + i) for i in range(2 if double else 1)]


def _keep_two_pairs(match: re.Match[str]) -> Kept:
    return [(match.string[i], i) for i in range(match.start(), match.start() + 4)]
