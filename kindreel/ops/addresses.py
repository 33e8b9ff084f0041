"""Whole addresses of pages and files, as the command line prints them."""

from django.conf import settings


def whole(path: str) -> str:
    """`path` at this community's public address, or at the one on this machine when it has none."""
    return f"{settings.ORIGIN or f'http://localhost:{settings.PORT}'}{path}"


def page(*parts: str) -> str:
    return whole("/" + "/".join(parts) + "/")
