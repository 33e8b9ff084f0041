"""Hashtags and mentions as they stand in a text."""

import re
import unicodedata

from kindreel.core.text import folded

MOST = 30
_TAG = re.compile(r"(?<![\w&/#@])#(\w{1,60})(?!\w)")
_MENTION = re.compile(r"(?<![\w/@])@([a-zA-Z0-9][a-zA-Z0-9._]{1,22}[a-zA-Z0-9])")


def hashtags_in(text: str) -> list[str]:
    """As written, each idea once, in order, at most 30; a number alone is none, nor is one in mixed
    scripts."""
    found: dict[str, str] = {}
    for match in _TAG.finditer(text):
        shown = match.group(1)
        if not shown.isdigit() and not _mixes_scripts(shown):
            found.setdefault(folded(shown), shown)
    return list(found.values())[:MOST]


def mentions_in(text: str) -> list[str]:
    """Handles in lower case, each once, in order, at most 30."""
    return list(dict.fromkeys(match.group(1).lower() for match in _MENTION.finditer(text)))[:MOST]


def _mixes_scripts(word: str) -> bool:
    """Latin with Cyrillic or Greek: made to look like another hashtag (Unicode TR 39)."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1
