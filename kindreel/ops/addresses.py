"""Whole addresses of pages and files, as the command line prints them."""

import os

from django.conf import settings

_NOTE = "port"


def whole(path: str) -> str:
    """`path` at this community's public address, or at the one on this machine when it has none."""
    return f"{settings.ORIGIN or f'http://localhost:{_port()}'}{path}"


def page(*parts: str) -> str:
    return whole("/" + "/".join(parts) + "/")


def note_port(port: int) -> None:
    """Kept for commands that run beside the server and were not told its port."""
    (settings.DATA / _NOTE).write_text(str(port))


def _port() -> int:
    note = settings.DATA / _NOTE
    if os.environ.get("PORT") or not note.exists():
        return int(settings.PORT)
    return int(note.read_text())
