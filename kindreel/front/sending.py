"""Sends a file as a client asked for it: whole, in part, in several parts, or not at all."""

import secrets
from collections.abc import AsyncIterator, Mapping

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from kindreel.front import conditions, ranges
from kindreel.front.leaving import watched
from kindreel.front.opened import Opened
from kindreel.front.ranges import Span

Extra = Mapping[str, str]


async def send_file(scope: Scope, receive: Receive, send: Send, file: Opened, extra: Extra) -> None:
    """`extra` holds at least the content type; validators and lengths are added here."""
    headers = Headers(scope=scope)
    common = {**extra, "accept-ranges": "bytes", "etag": file.tag, "last-modified": file.modified_date}
    if conditions.is_unchanged(headers, file.tag, file.modified):
        del common["content-type"]
        await send_empty(send, 304, common)
        return
    spans = _spans(scope, headers, file)
    if spans == []:
        await send_empty(send, 416, {**common, "content-range": f"bytes */{file.size}"})
        return
    status, described, body, length = _answer(file, spans, extra["content-type"])
    await _start(send, status, {**common, **described, "content-length": str(length)})
    if scope["method"] == "HEAD":
        body = _nothing()
    await _send_while_there(receive, send, body)


async def send_empty(send: Send, status: int, headers: Mapping[str, str]) -> None:
    """An answer without a body; 204 and 304 must not speak of its length."""
    about = {} if status in {204, 304} else {"content-length": "0"}
    await _start(send, status, {**headers, **about})
    await send({"type": "http.response.body", "body": b""})


def _spans(scope: Scope, headers: Headers, file: Opened) -> list[Span] | None:
    asked = headers.getlist("range")
    if scope["method"] != "GET" or len(asked) != 1:
        return None
    if not conditions.may_use_range(headers, file.tag, file.modified):
        return None
    return ranges.wanted(asked[0], file.size)


def _answer(
    file: Opened, spans: list[Span] | None, kind: str
) -> tuple[int, dict[str, str], AsyncIterator[bytes], int]:
    if spans is None:
        return 200, {}, file.pieces(Span(0, file.size)), file.size
    if len(spans) == 1:
        about = {"content-range": f"bytes {spans[0]}/{file.size}"}
        return 206, about, file.pieces(spans[0]), spans[0].length
    mark = secrets.token_hex(12)
    heads = [_part_head(mark, kind, span, file.size) for span in spans]
    end = f"\r\n--{mark}--\r\n".encode()
    length = sum(map(len, heads)) + sum(span.length for span in spans) + len(end)
    about = {"content-type": f"multipart/byteranges; boundary={mark}"}
    return 206, about, _parts(file, spans, heads, end), length


def _part_head(mark: str, kind: str, span: Span, size: int) -> bytes:
    return f"\r\n--{mark}\r\nContent-Type: {kind}\r\nContent-Range: bytes {span}/{size}\r\n\r\n".encode()


async def _parts(file: Opened, spans: list[Span], heads: list[bytes], end: bytes) -> AsyncIterator[bytes]:
    for head, span in zip(heads, spans, strict=True):
        yield head
        async for piece in file.pieces(span):
            yield piece
    yield end


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": lines})


async def _send_while_there(receive: Receive, send: Send, body: AsyncIterator[bytes]) -> None:
    async with watched(receive) as gone:
        async for piece in body:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            if gone.done():
                return
        await send({"type": "http.response.body", "body": b""})
