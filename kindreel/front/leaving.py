"""Noticing that a client has gone: the server swallows what is sent to nobody and says nothing."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from a2wsgi.wsgi_typing import WSGIApp
from starlette.types import Message, Receive, Send

GONE = "kindreel.gone"


@contextlib.asynccontextmanager
async def watched(receive: Receive) -> AsyncIterator["asyncio.Task[None]"]:
    """A task that is done as soon as the client has left."""
    watch = asyncio.create_task(_until_gone(receive))
    try:
        yield watch
    finally:
        watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watch


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Outlet:
    """Sends for a WSGI application and raises the flag `gone` when a long answer has no reader any more."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self.gone = threading.Event()
        self._receive = receive
        self._send = send
        self._pieces = 0
        self._watch: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        await self._send(message)
        if not message.get("more_body"):
            return
        self._pieces += 1
        if self._pieces == 2:  # a page comes in one piece; only longer answers are worth a watch
            self._watch = asyncio.create_task(_until_gone(self._receive))
            self._watch.add_done_callback(lambda _: self.gone.set())

    def close(self) -> None:
        if self._watch:
            self._watch.cancel()


def stopping(app: WSGIApp) -> WSGIApp:
    """Ends a long answer of `app` when its reader has gone, so that it gives its thread back."""

    def run(environ: Any, start_response: Any) -> Iterable[bytes]:
        answer = app(environ, start_response)
        return _while_there(answer, environ["asgi.scope"][GONE])

    return run


def _while_there(answer: Iterable[bytes], gone: threading.Event) -> Iterator[bytes]:
    try:
        for piece in answer:
            yield piece
            if gone.is_set():
                return
    finally:
        getattr(answer, "close", lambda: None)()
