"""Puts the front together; knows no settings, so that tests can build one of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from a2wsgi.wsgi_typing import WSGIApp
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp

from kindreel.front.door import Door
from kindreel.front.media import Media
from kindreel.front.pages import Limits, Pages
from kindreel.front.proxies import Proxies
from kindreel.front.static import Static
from kindreel.front.uploads.tus import PATH, Uploads


def create_app(
    django: WSGIApp,
    *,
    files: Path,
    static: Path,
    secret: bytes,
    work: Path | None = None,
    limits: Limits | None = None,
    trusted_proxies: Sequence[str] = (),
    accel: str = "",
    elsewhere: Callable[[str], str] | None = None,
    uploads: Uploads | None = None,
) -> ASGIApp:
    authorize = uploads.authorize if uploads else None
    pages = Pages(django, Proxies.named(trusted_proxies), limits or Limits(), work, authorize)
    routes: list[BaseRoute] = [
        *([Route(PATH, uploads), Mount(PATH, uploads)] if uploads else []),
        Mount("/media", Media(files, secret, accel, elsewhere)),
        Mount("/static", Static(static)),
        Mount("/", pages),
    ]
    return Door(Router(routes=routes, redirect_slashes=False))
