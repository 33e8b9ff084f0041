"""`/media/…`: stored files of people, by address alone; who may have an address was decided by Django."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import Receive, Scope, Send

from kindreel.core import addresses
from kindreel.front.opened import opened
from kindreel.front.sending import send_empty, send_file

TYPES = {
    "mp4": "video/mp4",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "vtt": "text/vtt; charset=utf-8",
}
"""All that is ever served. SVG and HTML are missing on purpose: they could run scripts."""

SAFE = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
}
CACHE_OPEN = "public, max-age=31536000, immutable"
CACHE_KEPT = f"private, max-age={addresses.WINDOW}"
NOT_THERE = {**SAFE, "cache-control": "no-store"}


@dataclass(frozen=True)
class Media:
    """Answers from the local folder, or hands over to a proxy (`accel`) or to the storage (`elsewhere`)."""

    files: Path
    secret: bytes
    accel: str = ""
    elsewhere: Callable[[str], str] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await send_empty(send, 405, {**NOT_THERE, "allow": "GET, HEAD"})
            return
        name = addresses.name_for(scope["path"], scope["query_string"].decode("latin-1"), secret=self.secret)
        kind = TYPES.get(name.rpartition(".")[2]) if name else None
        if name is None or kind is None:
            await send_empty(send, 404, NOT_THERE)
            return
        cache = CACHE_OPEN if addresses.is_public(name) else CACHE_KEPT
        headers = {**SAFE, "content-type": kind, "cache-control": cache}
        if self.accel:
            await send_empty(send, 200, {**headers, "x-accel-redirect": self.accel + name})
            return
        if self.elsewhere:
            await self._send_elsewhere(send, self.elsewhere, name)
            return
        async with opened(self.files, name) as file:
            if file is None:
                await send_empty(send, 404, NOT_THERE)
                return
            await send_file(scope, receive, send, file, headers)

    async def _send_elsewhere(self, send: Send, find: Callable[[str], str], name: str) -> None:
        place = await asyncio.to_thread(find, name)
        # Not cached: the storage's own address may end before ours does.
        await send_empty(send, 302, {**NOT_THERE, "location": place})
