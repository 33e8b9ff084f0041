"""Takes a request's body whole before Django sees it, so that a slow phone holds no thread."""

import asyncio
import tempfile
from pathlib import Path
from typing import IO

from starlette.types import Message, Receive

IN_MEMORY = 256 * 1024
PATIENCE = 60.0
"""Seconds without a single byte after which we stop waiting."""
SLOWEST = 2_000
"""Bytes a second that a body must bring on the whole once PATIENCE is over; less is held on purpose."""


class TooLarge(Exception):
    pass


class TooSlow(Exception):
    pass


class Gone(Exception):
    pass


class Body:
    """A received body: in memory while small, else in a nameless file."""

    def __init__(self, folder: Path | None) -> None:
        place = str(folder) if folder else None
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=place)  # noqa: SIM115
        self.length = 0

    async def take(self, receive: Receive, limit: int, patience: float = PATIENCE) -> None:
        more, began = True, asyncio.get_running_loop().time()
        while more:
            waited = asyncio.get_running_loop().time() - began
            if waited > patience and self.length < (waited - patience) * SLOWEST:
                raise TooSlow
            message = await _next(receive, patience)
            piece: bytes = message.get("body", b"")
            more = message.get("more_body", False)
            self.length += len(piece)
            if self.length > limit:
                raise TooLarge
            await self._write(piece)
        self._file.seek(0)

    async def _write(self, piece: bytes) -> None:
        if self.length <= IN_MEMORY:
            self._file.write(piece)
        else:
            await asyncio.to_thread(self._file.write, piece)

    async def receive(self) -> Message:
        """What a WSGI thread gets when it asks; at the end it is told so."""
        read = self._file.read
        piece = read(IN_MEMORY) if self.length <= IN_MEMORY else await asyncio.to_thread(read, IN_MEMORY)
        more = self._file.tell() < self.length
        return {"type": "http.request", "body": piece, "more_body": more}

    def close(self) -> None:
        self._file.close()


async def _next(receive: Receive, patience: float) -> Message:
    try:
        async with asyncio.timeout(patience):
            message = await receive()
    except TimeoutError as error:
        raise TooSlow from error
    if message["type"] == "http.disconnect":
        raise Gone
    return message
