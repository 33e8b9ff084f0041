"""Can we listen on the port, and does the server answer there?"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import sys
from urllib.parse import urlsplit


def why_not(host: str, port: int) -> str:
    """One plain line when we cannot listen; the server shares its port, so it would not notice itself."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return _in_words(error, host, port)
    return ""


async def is_answering(host: str, port: int, origin: str = "") -> bool:
    """Whether `/healthz` says yes; asked by hand, as no HTTP client is among what we need to run."""
    name = urlsplit(origin).hostname or "localhost"
    address = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104
    ask = f"GET /healthz HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
    try:
        async with asyncio.timeout(5):
            reader, writer = await asyncio.open_connection(address, port)
            with contextlib.closing(writer):
                writer.write(ask.encode())
                first = await reader.readline()
    except (OSError, TimeoutError):
        return False
    return first.split(b" ")[1:2] == [b"200"]


def _in_words(error: OSError | OverflowError, host: str, port: int) -> str:
    if not isinstance(error, OSError):
        return f"there is no port {port}; choose one from 1024 to 65535"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; choose another one, such as PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"port {port} needs rights that we should not have; choose one above 1023, such as PORT=8000"
    return f"we cannot listen on {host} port {port}: {os.strerror(error.errno or 0)}"


def main() -> None:
    """`python -m kindreel.ops.listening`: exit code 0 when the server of this machine is well."""
    host = os.environ.get("KINDREEL_LISTEN", "127.0.0.1")
    port = int(os.environ.get("PORT", "8000"))
    is_well = asyncio.run(is_answering(host, port, os.environ.get("KINDREEL_ORIGIN", "")))
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    main()
