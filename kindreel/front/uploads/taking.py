"""Takes the bytes of one request onto the shelf, and confirms only what is safe there."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from starlette.types import Message, Receive

from kindreel.core.shelf import Busy, Shelf, Upload, Writer
from kindreel.front.bodies import PATIENCE, Gone, TooLarge, TooSlow
from kindreel.front.uploads.asked import Checksum

T = TypeVar("T")
AT_ONCE = 256 * 1024
"""Small pieces of a slow phone are gathered, so that fifty of them do not crowd the disk."""
CONFIRM_EVERY = 8 * 1024 * 1024
CONFIRM_AFTER = 3.0
"""Seconds: of a slow upload, a killed server costs no more than these."""
_disk = ThreadPoolExecutor(4, thread_name_prefix="uploads")


async def on_disk(do: Callable[..., T], *given: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(_disk, do, *given)


class Turns:
    """One writer for each upload. Who comes later is right: the earlier line is usually a dead one."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[asyncio.Lock, asyncio.Event]] = {}

    @contextlib.asynccontextmanager
    async def of(self, id: str) -> AsyncIterator[asyncio.Event]:
        """Yields an event that is set when this holder shall give way."""
        while id in self._held:
            lock, give_way = self._held[id]
            give_way.set()
            async with asyncio.timeout(5), lock:
                pass
        lock, give_way = self._held[id] = (asyncio.Lock(), asyncio.Event())
        async with lock:
            try:
                yield give_way
            finally:
                del self._held[id]


async def take(
    shelf: Shelf, upload: Upload, receive: Receive, checksum: Checksum | None, give_way: asyncio.Event
) -> Upload:
    """The upload as it stands afterwards. A line that breaks keeps what came, unless it had a checksum."""
    with shelf.writing(upload) as writer:
        try:
            await _all(writer, receive, checksum, give_way)
        except (Gone, TooSlow, Busy):
            if checksum is None:
                await on_disk(writer.confirm, time.time())
            raise
        except BaseException:
            writer.discard()
            raise
        await on_disk(writer.confirm, time.time())
        return writer.upload


async def _all(writer: Writer, receive: Receive, checksum: Checksum | None, give_way: asyncio.Event) -> None:
    gathered, more, confirmed_at = bytearray(), True, time.monotonic()
    try:
        while more:
            message = await _next(receive, give_way)
            more = message.get("more_body", False)
            gathered += message.get("body", b"")
            if writer.written + len(gathered) > writer.upload.length:
                raise TooLarge
            if len(gathered) >= AT_ONCE:
                await _put(writer, gathered, checksum)
                if checksum is None and _is_due(writer, confirmed_at):
                    await on_disk(writer.confirm, time.time())
                    confirmed_at = time.monotonic()
    finally:
        await _put(writer, gathered, checksum)
    if checksum:
        checksum.check()


async def _put(writer: Writer, gathered: bytearray, checksum: Checksum | None) -> None:
    piece = bytes(gathered)
    gathered.clear()
    if checksum:
        checksum.running.update(piece)
    await on_disk(writer.write, piece)


def _is_due(writer: Writer, confirmed_at: float) -> bool:
    return writer.unconfirmed >= CONFIRM_EVERY or time.monotonic() - confirmed_at >= CONFIRM_AFTER


async def _next(receive: Receive, give_way: asyncio.Event) -> Message:
    coming = asyncio.ensure_future(receive())
    waved = asyncio.create_task(give_way.wait())
    done, _ = await asyncio.wait({coming, waved}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    waved.cancel()
    if coming not in done:
        coming.cancel()
        raise Busy if waved in done else TooSlow
    message = coming.result()
    if message["type"] == "http.disconnect":
        raise Gone
    return message
