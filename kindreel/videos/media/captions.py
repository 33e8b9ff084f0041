"""Captions that somebody sent (WebVTT, SRT), reduced to what is safe to serve: times, words, line breaks."""

import html
import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES, MOST_CUES, MOST_LETTERS, MOST_LINES = 1_000_000, 2_000, 500, 6
LONGEST = 24 * 3600
STAMP = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{3})"
TIMING = re.compile(rf"^\s*{STAMP}[ \t]+-->[ \t]+{STAMP}(?:[ \t].*)?$", re.ASCII)
TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|\{\\[^{}]{0,200}\}")
# Control letters, and the invisible ones that turn the direction of everything after them.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class CaptionError(ValueError):
    """`sentence` may be shown to the person who sent the file."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__("captions refused")
        self.sentence = sentence


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    text: str  # plain, may hold line breaks


def clean(data: bytes) -> str:
    """What was sent, as WebVTT of our own."""
    return to_webvtt(parse(data))


def parse(data: bytes) -> list[Cue]:
    """Every block with a time line is a cue; headers, notes, styles and regions are left behind."""
    if len(data) > MOST_BYTES:
        raise CaptionError(_("This caption file is too large."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CaptionError(_("Please save the caption file as UTF-8 text and try again.")) from problem
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    cues = [cue for block in blocks if (cue := _cue(block.strip("\n").split("\n")))]
    if not cues:
        raise CaptionError(
            _("We found no captions in this file. Send a WebVTT (.vtt) or SubRip (.srt) file.")
        )
    if len(cues) > MOST_CUES:
        raise CaptionError(_("This caption file has more than 2,000 lines to show."))
    return sorted(cues, key=lambda cue: (cue.start, cue.end))


def _cue(lines: list[str]) -> Cue | None:
    for at, line in enumerate(lines[:2]):  # an identifier or a number may come before the times
        if times := TIMING.match(line):
            start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
            text = plain("\n".join(lines[at + 1 :]))
            if not 0 <= start < end <= LONGEST:
                raise CaptionError(_("In this caption file something ends before it begins."))
            return Cue(start, end, text) if text else None
    return None


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60_000 + seconds * 1000 + thousandths) / 1000


def plain(text: str) -> str:
    """No markup in any disguise: tags go, entities become letters, and what is a tag then goes too."""
    for _round in range(3):
        text = html.unescape(TAG.sub("", text))
    lines = [line.strip() for line in UNSEEN.sub("", text).split("\n")]
    return "\n".join(line for line in lines if line)[:MOST_LETTERS].strip()


def to_webvtt(cues: list[Cue]) -> str:
    blocks = [f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{_escape(cue.text)}" for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _stamp(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def _escape(text: str) -> str:
    lines = text.split("\n")[:MOST_LINES]
    return "\n".join(html.escape(line, quote=False) for line in lines)
