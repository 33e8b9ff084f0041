"""Room and rights for what the place keeps."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kindreel.core import addresses
from kindreel.ops.finding import Finding, broken, note, well

GIGABYTE = 1_000_000_000
LEAST, BETTER = GIGABYTE, 5 * GIGABYTE


def folders() -> Iterator[Finding]:
    for folder in (settings.DATA, settings.UPLOADS, settings.WORK):
        reason = _why_not(folder)
        if reason:
            mend = f"Give this user the folder: mkdir -p {folder} && chown {os.getuid()} {folder}"
            yield broken("folders", f"{folder} {reason}", mend)
            return
    yield well("folders", f"{settings.DATA} can be written")
    yield from _media()


def _why_not(folder: Path) -> str:
    if not folder.is_dir():
        return "is not there"
    return "" if os.access(folder, os.W_OK | os.X_OK) else "cannot be written"


def _media() -> Iterator[Finding]:
    """Stores a file, reads it back, and takes it away again."""
    name = default_storage.save(addresses.new_name("txt", public=False), ContentFile(b"kindreel doctor"))
    try:
        with default_storage.open(name) as file:
            same = file.read() == b"kindreel doctor"
    finally:
        default_storage.delete(name)
    if same:
        yield well("storage", "a file can be kept and read again")
    else:
        yield broken(
            "storage", "a file came back changed", "Look at the disk, or at the object store's proxy."
        )


def disk() -> Iterator[Finding]:
    if not settings.DATA.is_dir():
        return
    free = shutil.disk_usage(settings.DATA).free
    says = f"{free / GIGABYTE:.1f} GB free in {settings.DATA}"
    if free < LEAST:
        yield broken("disk", says, "Make room, or move the data folder to a larger disk (KINDREEL_DATA).")
    elif free < BETTER:
        yield note("disk", says, "A few hundred videos more and it is full: plan for a larger disk.")
    else:
        yield well("disk", says)
