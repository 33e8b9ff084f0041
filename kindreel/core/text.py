"""What people type, made safe to show: one normal form, no invisible tricks, no absurd lengths."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kindreel.core.errors import Refused

# Marks that turn the direction of what follows (Unicode TR 36), and invisible letters. ZWJ (200D) and
# variation selectors stay, for emoji need them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# What emoji need beside a letter of Latin, Greek or Cyrillic only hides or splits a word.
_LETTER = "[A-Za-z\u00c0-\u052f]"
_STRAY = re.compile(f"(?<={_LETTER})[\u200d\ufe00-\ufe0f]+|\u200d+(?={_LETTER})")
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")
_MARKS = 4  # more combining marks than any living script stacks on one letter are a defaced page


def clean_line(text: str, *, most: int, field: str | None = None) -> str:
    """One line of at most `most` characters (code points).

    Raises `Refused` when it is longer.
    """
    return _bounded(_SPACES.sub(" ", _visible(text).replace("\n", " ")).strip(), most, field)


def clean_text(text: str, *, most: int, field: str | None = None) -> str:
    """Several lines of at most `most` characters together, never more than one empty line in a row.

    Raises `Refused` when it is longer.
    """
    lines = (_SPACES.sub(" ", line).strip() for line in _visible(text).split("\n"))
    return _bounded(_LINES.sub("\n\n", "\n".join(lines)).strip(), most, field)


def folded(text: str) -> str:
    """For comparing and searching: without accents, case and width (NFKD, marks dropped, casefold)."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _visible(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = _STRAY.sub("", unicodedata.normalize("NFC", text))
    return _without_towers(unicodedata.normalize("NFC", text))


def _without_towers(text: str) -> str:
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MARKS:
            kept.append(letter)
    result = "".join(kept)
    return "" if not _has_substance(result) else result


def _has_substance(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def _bounded(text: str, most: int, field: str | None) -> str:
    if len(text) > most:
        over = len(text) - most
        raise Refused(
            ngettext(
                "This is %(over)d character too long; %(most)d fit.",
                "This is %(over)d characters too long; %(most)d fit.",
                over,
            )
            % {"over": over, "most": most},
            field=field,
        )
    return text


def needed(text: str, *, field: str) -> str:
    """The text, or `Refused` when nothing visible is in it."""
    if not text:
        raise Refused(_("Something has to stand here."), field=field)
    return text
