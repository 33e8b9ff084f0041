"""The Range header (RFC 9110, section 14): which bytes are wanted."""

import re
from typing import NamedTuple

MOST_PARTS = 16
_PART = re.compile(r"(\d{0,18})-(\d{0,18})", re.ASCII)


class Span(NamedTuple):
    """Bytes from `start` up to, not including, `end`."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end - 1}"

    @property
    def length(self) -> int:
        return self.end - self.start


def wanted(header: str, size: int) -> list[Span] | None:
    """The spans asked for; None when the header is to be ignored, [] when none of them can be served."""
    unit, equals, listed = header.partition("=")
    if not equals or unit.strip().lower() != "bytes" or len(listed) > 1000:
        return None
    parts = [part.strip() for part in listed.split(",") if part.strip()]
    found = [_PART.fullmatch(part) for part in parts]
    if not parts or len(parts) > MOST_PARTS:
        return None
    spans: list[Span] = []
    for match in found:
        span = _span(match, size)
        if span is None:
            return None
        if span.length > 0:
            spans.append(span)
    # Overlapping spans that add up to more than the file would make us send more than was ever stored.
    return spans if sum(span.length for span in spans) <= size else None


def _span(match: re.Match[str] | None, size: int) -> Span | None:
    """A span with a length below 1 when it lies outside of the file; None when it makes no sense."""
    if match is None or match[0] == "-":
        return None
    first, last = match[1], match[2]
    if not first:
        return Span(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return Span(int(first), min(size, int(last) + 1) if last else size)
