"""Conditional requests (RFC 9110, section 13): has the client the file already, and the same one?"""

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime


def is_unchanged(headers: Mapping[str, str], tag: str, modified: int) -> bool:
    """Whether to answer 304: If-None-Match decides alone when it is there."""
    known = headers.get("if-none-match")
    if known is not None:
        tags = [each.strip().removeprefix("W/") for each in known.split(",")]
        return known.strip() == "*" or tag in tags
    since = _seconds(headers.get("if-modified-since", ""))
    return since is not None and modified <= since


def may_use_range(headers: Mapping[str, str], tag: str, modified: int) -> bool:
    """Whether Range counts: with If-Range only when the client's part is of this very file."""
    given = headers.get("if-range")
    return given is None or given.strip() == tag or _seconds(given) == modified


def _seconds(date: str) -> int | None:
    try:
        moment = parsedate_to_datetime(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
