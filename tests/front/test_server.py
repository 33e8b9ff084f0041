"""The server itself: many slow viewers, and the end of it."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.front.conftest import Front
from tests.processes import answers, free_port, running, until


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    argv = [sys.executable, "-m", "tests.front.stub", str(port), str(tmp_path)]
    with running(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until(answers(port))
        yield process, port


def viewers(front: Front, address: str, count: int) -> list[socket.socket]:
    lines = []
    for _ in range(count):
        line = socket.create_connection(("127.0.0.1", front.port), timeout=5)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        lines.append(line)
    for line in lines:
        line.recv(1000)
    return lines


def test_200_slow_viewers_slow_no_page(front: Front) -> None:
    _, address = front.keep(content=bytes(20_000_000))
    lines = viewers(front, address, 200)
    process = psutil.Process(front.process.pid)
    # At first the kernel takes a few megabytes for each; a viewer is slow only after that.
    until(lambda: process.cpu_percent(interval=0.2) < 20, seconds=30)
    spent = []
    for at in range(100):
        lines[at * 2].recv(2000)
        start = time.perf_counter()
        assert front.client.get("/").status_code == 200
        spent.append(time.perf_counter() - start)
    for line in lines:
        line.close()
    # Other tests share the processors: bench/pages.py has the real bar; a blocking front would take seconds.
    assert sorted(spent)[90] < 0.5
    assert process.memory_info().rss < 300_000_000


def test_stop_lets_running_requests_end(own: tuple[subprocess.Popen[str], int], tmp_path: Path) -> None:
    process, port = own
    found: list[int] = []
    asker = threading.Thread(
        target=lambda: found.append(httpx.get(f"http://127.0.0.1:{port}/sleeps").status_code)
    )
    asker.start()
    until((tmp_path / "sleeping").exists)
    process.terminate()
    assert process.wait(10) == 0
    asker.join(5)
    assert found == [200]


@pytest.mark.slow
def test_stop_does_not_wait_for_a_slow_viewer(own: tuple[subprocess.Popen[str], int]) -> None:
    process, port = own
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
        line.recv(100)
        process.terminate()
        assert process.wait(9) == 0
