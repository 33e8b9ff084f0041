"""`/static/…`: our own files, collected at set-up, so that Django does not have to send them."""

import re
from dataclasses import dataclass
from pathlib import Path

from starlette.types import Receive, Scope, Send

from kindreel.front.opened import opened
from kindreel.front.sending import send_empty, send_file

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
}
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+")
_OTHER = "application/octet-stream"


@dataclass(frozen=True)
class Static:
    folder: Path
    prefix: str = "/static/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        safe = {"x-content-type-options": "nosniff"}
        if scope["method"] not in {"GET", "HEAD"}:
            await send_empty(send, 405, {**safe, "allow": "GET, HEAD"})
            return
        name = str(scope["path"]).removeprefix(self.prefix)
        async with opened(self.folder, name) as file:
            if file is None:
                await send_empty(send, 404, safe | {"cache-control": "no-store"})
                return
            await send_file(scope, receive, send, file, safe | _about(name))


def _about(name: str) -> dict[str, str]:
    hashed = _HASHED.search(name[name.rfind("/") + 1 :])
    cache = "public, max-age=31536000, immutable" if hashed else "no-cache"
    kind = TYPES.get(name.rpartition(".")[2], _OTHER)
    about = {"content-type": kind, "cache-control": cache}
    if kind == TYPES["svg"]:  # opened on its own it is a document; keep it as still as a picture
        about["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return about
