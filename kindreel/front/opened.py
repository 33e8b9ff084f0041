"""Files opened so that nothing outside of their folder can be reached, and read in bounded pieces."""

from __future__ import annotations

import asyncio
import contextlib
import os
import stat
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from kindreel.front.ranges import Span

SMALL, LARGE = 32 * 1024, 128 * 1024
"""Pieces grow for who takes them at once and shrink for who does not: a slow line never holds much memory."""
AT_ONCE = 0.02
"""Seconds in which a piece is gone when the line is a fast one."""
_readers = ThreadPoolExecutor(3, thread_name_prefix="files")
"""Reading is short and viewers are slow: three threads serve hundreds. More would only crowd the loop
with finished pieces, and pages would wait behind them."""
_NO_WAIT: int | None = getattr(os, "RWF_NOWAIT", None)


@dataclass(frozen=True)
class Opened:
    path: Path
    handle: int
    number: int
    size: int
    modified_ns: int

    @property
    def tag(self) -> str:
        return f'"{self.modified_ns:x}-{self.size:x}"'

    @property
    def modified(self) -> int:
        return self.modified_ns // 1_000_000_000

    @property
    def modified_date(self) -> str:
        return formatdate(self.modified, usegmt=True)

    async def pieces(self, span: Span) -> AsyncIterator[bytes]:
        """The bytes of a span; ends early when the file was deleted, renamed or cut meanwhile."""
        loop = asyncio.get_running_loop()
        at, size = span.start, SMALL
        while at < span.end:
            length = min(size, span.end - at)
            piece = self._at_hand(length, at)
            if piece is None:
                piece = await loop.run_in_executor(_readers, self._read, length, at)
            if not piece:
                return
            given = loop.time()
            yield piece
            at += len(piece)
            size = min(LARGE, size * 2) if loop.time() - given < AT_ONCE else SMALL

    def _at_hand(self, length: int, at: int) -> bytes | None:
        """What the kernel has in memory, without a thread; None when the disk has to be asked."""
        if _NO_WAIT is None or not self._is_there():
            return None
        room = bytearray(length)
        try:
            taken = os.preadv(self.handle, [room], at, _NO_WAIT)
        except OSError:  # not at hand, or a file system that knows no such question
            return None
        return bytes(room[:taken]) if taken else None

    def _is_there(self) -> bool:
        try:
            return self.path.lstat().st_ino == self.number
        except FileNotFoundError:
            return False

    def _read(self, length: int, at: int) -> bytes:
        return os.pread(self.handle, length, at) if self._is_there() else b""


@contextlib.asynccontextmanager
async def opened(root: Path, name: str) -> AsyncIterator[Opened | None]:
    """The regular file `name` below `root`, or None when there is no such file for us to serve."""
    loop = asyncio.get_running_loop()
    file = await loop.run_in_executor(_readers, _open, root, name)
    try:
        yield file
    finally:
        if file is not None:
            os.close(file.handle)


def _open(root: Path, name: str) -> Opened | None:
    parts = name.split("/")
    if not all(parts) or {".", ".."} & set(parts) or "\0" in name:
        return None
    try:
        handle = _walk(root, parts)
    except OSError:
        return None
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)
        return None
    return Opened(root / name, handle, found.st_ino, found.st_size, found.st_mtime_ns)


def _walk(root: Path, parts: list[str]) -> int:
    """Opens folder by folder and follows no link below the root, not even one made in between."""
    # Without O_NONBLOCK a named pipe in the folder would hold the thread for ever.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        try:
            below = os.open(part, flags, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here
