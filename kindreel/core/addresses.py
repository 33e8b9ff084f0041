"""Names of stored files, and the addresses under which the front hands them out.

A file is stored as `open/<k2>/<key>.<ext>` (anyone may fetch it) or `kept/<k2>/<key>.<ext>` (only with
a signed address). A new name is a new key, so renaming a file makes every address given before useless.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import time
from urllib.parse import parse_qsl

WINDOW = 600
"""Seconds of one signing window; inside it a file keeps one address, so that browsers can cache it."""

PREFIX = "/media/"
_KEY = r"[A-Za-z0-9_-]{22}"
_EXT = r"[a-z0-9]{1,5}"
_NAME = re.compile(rf"(open|kept)/(..)/(?=\2)({_KEY})\.({_EXT})", re.ASCII)
_PATH = re.compile(rf"{PREFIX}(open|kept)/({_KEY})\.({_EXT})", re.ASCII)


def new_name(ext: str, *, public: bool) -> str:
    """A storage name that nobody can guess and that was never used before."""
    if not re.fullmatch(_EXT, ext, re.ASCII):
        raise ValueError(f"not a file ending: {ext!r}")
    key = secrets.token_urlsafe(16)
    return _join("open" if public else "kept", key, ext)


def is_public(name: str) -> bool:
    return name.startswith("open/")


def address(name: str, now: float | None = None, secret: bytes | None = None) -> str:
    """The path that a page may use for a stored file; for a private one it lives 10 to 20 minutes."""
    found = _NAME.fullmatch(name)
    if not found:
        raise ValueError("not a name made by new_name")
    path = f"{PREFIX}{found[1]}/{found[3]}.{found[4]}"
    if found[1] == "open":
        return path
    until = _end_of_next_window(now)
    return f"{path}?until={until}&sig={_sign(name, until, secret)}"


def name_for(path: str, query: str, now: float | None = None, secret: bytes | None = None) -> str | None:
    """The storage name behind an address, or None when the address is not (or no longer) good."""
    found = _PATH.fullmatch(path)
    if not found:
        return None
    name = _join(found[1], found[2], found[3])
    return name if found[1] == "open" or _is_signed(name, query, now, secret) else None


def _join(folder: str, key: str, ext: str) -> str:
    return f"{folder}/{key[:2]}/{key}.{ext}"


def _is_signed(name: str, query: str, now: float | None, secret: bytes | None) -> bool:
    given = dict(parse_qsl(query, max_num_fields=8)) if query.count("&") < 8 else {}
    until, signature = given.get("until", ""), given.get("sig", "")
    if not re.fullmatch(r"[0-9]{1,12}", until, re.ASCII) or not signature.isascii():
        return False
    moment = time.time() if now is None else now
    in_time = moment < int(until) <= _end_of_next_window(moment)
    return hmac.compare_digest(signature, _sign(name, int(until), secret)) and in_time


def _end_of_next_window(now: float | None) -> int:
    moment = time.time() if now is None else now
    return (int(moment) // WINDOW + 2) * WINDOW


def _sign(name: str, until: int, secret: bytes | None) -> str:
    message = f"kindreel.media:{name}:{until}".encode()
    digest = hmac.digest(_secret() if secret is None else secret, message, hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _secret() -> bytes:
    from django.conf import settings  # late, so that the front can use this module without Django

    return str(settings.SECRET_KEY).encode()
