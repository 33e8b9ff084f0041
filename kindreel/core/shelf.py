"""Parts of uploads on disk: `<id>/info.json` says what is confirmed, `<id>/body` holds the bytes.

Whatever `info.json` calls confirmed is on the disk, even after a power cut. Bytes beyond it do not count.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

LIFETIME = 24 * 60 * 60
LIFETIME_COMPLETE = LIFETIME + 7 * 24 * 60 * 60
"""All of it was acknowledged: it waits for its words, and is not lost because somebody closed a page."""
_ID = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


@dataclass(frozen=True)
class Upload:
    id: str
    owner: int | str
    length: int
    metadata: str
    offset: int
    expires: int

    @property
    def is_complete(self) -> bool:
        return self.offset == self.length

    @property
    def about(self) -> dict[str, str]:
        """What the sender said about the file; not checked by anybody."""
        pairs = [pair.strip().partition(" ") for pair in self.metadata.split(",")]
        return {key: _plain(word) for key, _space, word in pairs if key}


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


class Busy(Exception):
    """Another request writes to this upload."""


@dataclass(frozen=True)
class Shelf:
    folder: Path

    def create(self, owner: int | str, length: int, metadata: str, now: float) -> Upload:
        upload = Upload(secrets.token_urlsafe(16), owner, length, metadata, 0, int(now) + LIFETIME)
        place = self.folder / upload.id
        place.mkdir(parents=True)
        (place / "body").touch()
        self._save(upload)
        _sync(self.folder)
        return upload

    def find(self, id: str, now: float) -> Upload | None:
        """An upload that is there and has not expired."""
        if not is_id(id):
            return None
        try:
            upload = self._read(id)
        except (OSError, ValueError, TypeError):
            return None
        return upload if now < upload.expires else None

    def _read(self, id: str) -> Upload:
        return Upload(**json.loads((self.folder / id / "info.json").read_text()))

    def body(self, upload: Upload) -> Path:
        return self.folder / upload.id / "body"

    def remove(self, id: str) -> None:
        """The name goes first, so that nothing half removed can be found."""
        with contextlib.suppress(FileNotFoundError):
            (self.folder / id / "info.json").unlink()
        shutil.rmtree(self.folder / id, ignore_errors=True)

    def uploads_of(self, owner: int | str, now: float) -> list[Upload]:
        """Begun and complete ones that nobody made a video of; who was active last comes first."""
        found = (self.find(path.name, now) for path in self._places())
        own = [each for each in found if each is not None and each.owner == owner]
        return sorted(own, key=lambda each: each.expires, reverse=True)

    def ids(self) -> set[str]:
        return {path.name for path in self._places()}

    def sweep(self, now: float) -> int:
        """Removes what expired, and folders that a crash left before they had a name."""
        old = [
            path for path in self._places()
            if self._is_over(path.name, now) and path.stat().st_mtime < now - LIFETIME
        ]  # fmt: skip
        for path in old:
            self.remove(path.name)
        return len(old)

    def _is_over(self, id: str, now: float) -> bool:
        """One that cannot be read just now (a sick disk, no file handles left) may hold all of a video."""
        try:
            return now >= self._read(id).expires
        except (FileNotFoundError, ValueError, TypeError):
            return True
        except OSError:
            return False

    @contextlib.contextmanager
    def writing(self, upload: Upload) -> Iterator[Writer]:
        with self.body(upload).open("r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy from error
            yield Writer(self, upload, file.fileno())

    def _places(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.is_dir() else []

    def _save(self, upload: Upload) -> None:
        place = self.folder / upload.id
        beside = place / "info.json.part"
        with beside.open("w") as file:
            json.dump(asdict(upload), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place / "info.json")
        _sync(place)


class Writer:
    """Appends to one upload while it is locked."""

    def __init__(self, shelf: Shelf, upload: Upload, handle: int) -> None:
        self.upload = upload
        self.written = upload.offset
        self._shelf = shelf
        self._handle = handle
        os.ftruncate(handle, upload.offset)

    @property
    def unconfirmed(self) -> int:
        return self.written - self.upload.offset

    def write(self, piece: bytes) -> None:
        view = memoryview(piece)
        while view:
            count = os.pwrite(self._handle, view, self.written)
            self.written += count
            view = view[count:]

    def confirm(self, now: float) -> None:
        """First the bytes, then the word that they are there."""
        os.fsync(self._handle)
        life = LIFETIME_COMPLETE if self.written == self.upload.length else LIFETIME
        self.upload = replace(self.upload, offset=self.written, expires=int(now) + life)
        self._shelf._save(self.upload)

    def discard(self) -> None:
        self.written = self.upload.offset
        os.ftruncate(self._handle, self.written)


def _plain(word: str) -> str:
    return base64.b64decode(word).decode(errors="replace")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
