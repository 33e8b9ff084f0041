"""Runs the front under Granian inside this very process, so that it costs one process and no more."""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import signal

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.types import ASGIApp

GRACE = 6.0
"""Seconds that running requests get to end; a viewer on a slow line would otherwise hold us for ever."""


MOST_LINES = 4096
"""Open connections at once; phones keep theirs open for a while after each answer."""


def run(app: ASGIApp, host: str, port: int) -> None:
    """Serves until SIGTERM or SIGINT and then ends the process."""
    code = 1
    _allow_many_files()
    try:
        asyncio.run(_serve(app, host, port))
        code = 0
    except Exception:
        logging.getLogger("kindreel.front").exception("front.crashed")
    finally:
        logging.shutdown()
        # Threads of ours may still wait for a phone; ending the interpreter under them aborts the process.
        os._exit(code)


def _allow_many_files() -> None:
    """Each connection and each file that it gets counts; many systems start with 1024."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MOST_LINES
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


async def _serve(app: ASGIApp, host: str, port: int) -> None:
    server = Server(
        app,
        host,
        port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(max_buffer_size=65536),
        backlog=1024,
        backpressure=MOST_LINES,
        log_level=LogLevels.error,
        log_dictconfig={"incremental": True, "formatters": {}, "handlers": {}, "loggers": {"_granian": {}}},
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, server)
    await server.serve()


def _stop(server: Server) -> None:
    asyncio.get_running_loop().call_later(GRACE, os._exit, 0)
    server.stop()  # type: ignore[no-untyped-call]
