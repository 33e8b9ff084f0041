"""The outermost layer: every answer gets a number and `nosniff`, every request one line in the log."""

import logging
import re
import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kindreel.front import request_id
from kindreel.front.refusals import CRASHED, refuse

log = logging.getLogger("kindreel.front")
_PLAIN = re.compile(r"[a-z][a-z-]{0,19}|v1", re.ASCII)
_FILES = ("/media/", "/static/")


@dataclass
class Door:
    inner: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = Answer(request_id.new(), send)
        started = time.perf_counter()
        try:
            await self.inner(scope, receive, answer.send)
        except Exception:
            log.exception("request.crashed", extra={"path": shape(scope["path"])})
            if answer.status == 0:
                await refuse(scope, answer.send, CRASHED)
        _record(scope, answer.status, time.perf_counter() - started)


class Answer:
    def __init__(self, number: str, send: Send) -> None:
        self.status = 0
        self._number = number.encode()
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": self._with_ours(message["headers"])}
        await self._send(message)

    def _with_ours(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        ours = [(b"x-request-id", self._number), (b"x-content-type-options", b"nosniff")]
        names = {name for name, _value in ours}
        return [header for header in headers if header[0].lower() not in names] + ours


def shape(path: str) -> str:
    """A path without what people wrote or may keep secret: handles, tags, ids, tokens."""
    return "/".join(part if not part or _PLAIN.fullmatch(part) else "*" for part in path.split("/")[:8])


def _record(scope: Scope, status: int, seconds: float) -> None:
    """Files are too many to note, unless something is wrong with them."""
    if scope["path"].startswith(_FILES) and status < 500:
        return
    about = {"method": scope["method"], "path": shape(scope["path"]), "status": status}
    log.info("request", extra={**about, "ms": round(seconds * 1000, 1)})
