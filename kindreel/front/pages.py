"""Everything that is not a file: Django, as a WSGI application on threads of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kindreel.front import request_id
from kindreel.front.bodies import Body, Gone, TooLarge, TooSlow
from kindreel.front.leaving import GONE, Outlet, stopping
from kindreel.front.proxies import Caller, Proxies
from kindreel.front.refusals import TOO_LARGE, TOO_SLOW, WHO, refuse

MEGABYTE = 1024 * 1024
THREADS = 64
_OURS = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-request-id", b"x-kindreel-")
"""Headers that Django believes; only we may set them."""


@dataclass(frozen=True)
class Limits:
    """How large a body may be; uploads have their own paths."""

    upload_paths: Sequence[str] = ()
    upload: int = 2048 * MEGABYTE
    other: int = 2 * MEGABYTE

    def of(self, path: str) -> int:
        is_upload = any(path == each or path.startswith(each.rstrip("/") + "/") for each in self.upload_paths)
        return self.upload if is_upload else self.other


@dataclass
class Pages:
    django: WSGIApp
    proxies: Proxies
    limits: Limits
    work: Path | None = None
    authorize: Callable[[Mapping[str, str]], object] | None = None
    """Says who sends a large body, for strangers must not fill the disk; without it everybody may."""
    _bridge: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self._bridge = WSGIMiddleware(stopping(self.django), workers=THREADS)  # type: ignore[assignment]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self.limits.of(scope["path"])
        if _declared_length(scope) > limit:
            await refuse(scope, send, TOO_LARGE)
            return
        if await self._is_too_much_for_a_stranger(scope):
            await refuse(scope, send, WHO)
            return
        body = Body(self.work)
        try:
            if _has_body(scope):
                await body.take(receive, limit)
            await self._ask(scope, receive, send, body)
        except TooLarge:
            await refuse(scope, send, TOO_LARGE)
        except TooSlow:
            await refuse(scope, send, TOO_SLOW)
        except Gone:
            return
        finally:
            body.close()

    async def _is_too_much_for_a_stranger(self, scope: Scope) -> bool:
        if self.authorize is None or self.limits.of(scope["path"]) <= self.limits.other:
            return False
        headers = Headers(scope=scope)
        if "transfer-encoding" not in headers and _declared_length(scope) <= self.limits.other:
            return False
        return await asyncio.to_thread(self.authorize, dict(headers)) is None

    async def _ask(self, scope: Scope, receive: Receive, send: Send, body: Body) -> None:
        outlet = Outlet(receive, send)
        clean = _clean(scope, self.proxies.caller(scope), body.length)
        try:
            await self._bridge({**scope, **clean, GONE: outlet.gone}, body.receive, outlet.send)
        finally:
            outlet.close()


def _has_body(scope: Scope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _value in scope["headers"])


def _declared_length(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


def _clean(scope: Scope, caller: Caller, length: int) -> dict[str, object]:
    """What Django may know: true caller, scheme and length, and no header that could be taken for ours."""
    # WSGI writes "-" and "_" alike, so `x_forwarded_proto` would pass for the real one.
    kept = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and not name.startswith(_OURS) and name not in {b"content-length", b"cookie"}
    ]
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    kept += [(b"cookie", b"; ".join(cookies))] if cookies else []
    ours = {
        "content-length": str(length),
        "x-request-id": request_id.current.get(),
        "x-forwarded-proto": caller.scheme,
        "x-kindreel-client": caller.address,
    }
    kept += [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]
    query = quote(scope["query_string"], safe="".join(map(chr, range(0x21, 0x7F)))).encode()
    return {"headers": kept, "scheme": caller.scheme, "client": (caller.address, 0), "query_string": query}
