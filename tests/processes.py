"""Real processes for tests: a free port, waiting without hoping, an end for sure."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(look: Callable[[], T], seconds: float = 20.0, every: float = 0.05) -> T:
    """The first true answer of `look`; errors of a server that is not there yet count as no."""
    end = time.monotonic() + seconds
    while True:
        try:
            if found := look():
                return found
        except OSError:
            pass
        assert time.monotonic() < end, f"not true within {seconds} s"
        time.sleep(every)


def answers(port: int) -> Callable[[], bool]:
    def look() -> bool:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True

    return look


@contextlib.contextmanager
def running(argv: list[str], **more: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(argv, text=True, start_new_session=True, **more)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()
