"""Files on the local disk that are whole or not there: written beside, synced, then named.

Everything else in the house uses Django's storage interface and streams; `.path` is used here only.
"""

import os
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage


class LocalFiles(FileSystemStorage):
    """Local storage that survives a power cut: bytes and folder entries are synced before `save` returns."""

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        make_folder(target.parent)
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(target.parent)
        return name


def make_folder(folder: Path) -> None:
    """Makes a folder and syncs the one above it, so that it is still there after a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep(path: Path, name: str) -> str:
    """Stores the file at `path` under `name` and returns the name."""
    with path.open("rb") as file:
        return default_storage.save(name, File(file))


def fetch(name: str, target: Path) -> Path:
    """Copies a stored file to a local path, for a child process that needs one."""
    with default_storage.open(name) as source, target.open("wb") as file:
        for chunk in source.chunks():
            file.write(chunk)
    return target
