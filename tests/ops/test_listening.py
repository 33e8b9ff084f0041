import asyncio
import socket

from kindreel.ops.listening import is_answering, why_not
from tests.processes import free_port


async def asked(reply: bytes, origin: str = "") -> tuple[bool, bytes]:
    heard = bytearray()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.readuntil(b"\r\n\r\n"))
        writer.write(reply)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        return await is_answering("0.0.0.0", port, origin), bytes(heard)


def test_is_answering_wants_200() -> None:
    assert asyncio.run(asked(b"HTTP/1.1 200 OK\r\n\r\n"))[0]
    assert not asyncio.run(asked(b"HTTP/1.1 503 No\r\n\r\n"))[0]
    assert not asyncio.run(asked(b"nonsense"))[0]
    assert not asyncio.run(is_answering("127.0.0.1", free_port()))


def test_is_answering_asks_by_the_public_name() -> None:
    assert b"Host: reels.example.org\r\n" in asyncio.run(asked(b"", "https://reels.example.org"))[1]
    assert b"Host: localhost\r\n" in asyncio.run(asked(b""))[1]


def test_why_not_tells_what_is_wrong() -> None:
    assert why_not("127.0.0.1", free_port()) == ""
    assert why_not("127.0.0.1", 70000) == "there is no port 70000; choose one from 1024 to 65535"
    assert "cannot listen on 203.0.113.9" in why_not("203.0.113.9", free_port())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "is taken" in why_not("127.0.0.1", taken.getsockname()[1])
