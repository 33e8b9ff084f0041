"""The application that the server runs: the front in front of our Django, as the settings say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from a2wsgi.wsgi_typing import WSGIApp
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from kindreel.core.shelf import Shelf
from kindreel.front.create import create_app
from kindreel.front.pages import MEGABYTE, Limits
from kindreel.front.uploads.tus import Uploads
from kindreel.wsgi import application

ACCEL_PREFIX = "/kindreel-files/"
"""Where a proxy must have an internal location that leads to the folder of files."""


def _elsewhere() -> Callable[[str], str] | None:
    """A storage that is not a local folder sends its own files, from an address that it signs."""
    return None if isinstance(default_storage, FileSystemStorage) else default_storage.url


def _authorize(headers: Mapping[str, str]) -> int | None:
    from kindreel.front.members import authorize  # late: it needs Django's apps, which `wsgi` loads

    return authorize(headers)


_most = settings.MAX_VIDEO_MEGABYTES * 1_000_000
settings.WORK.mkdir(parents=True, exist_ok=True)
app = create_app(
    cast(WSGIApp, application),
    files=settings.FILES,
    static=settings.STATIC_ROOT,
    secret=settings.SECRET_KEY.encode(),
    work=settings.WORK,
    limits=Limits(settings.UPLOAD_PATHS, upload=_most + MEGABYTE),
    trusted_proxies=settings.TRUSTED_PROXIES,
    accel=ACCEL_PREFIX if settings.MEDIA_DELIVERY == "x-accel" else "",
    elsewhere=_elsewhere(),
    uploads=Uploads(Shelf(settings.UPLOADS), _authorize, _most),
)
