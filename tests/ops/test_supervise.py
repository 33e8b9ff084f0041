import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.processes import free_port, running, until


@contextlib.contextmanager
def server(folder: Path, *kinds: str, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = port or free_port()
    argv = [sys.executable, "-m", "tests.ops.stub", "serve", str(port), str(folder), json.dumps(kinds)]
    with (
        (folder / "terminal").open("w") as terminal,
        running(argv, stdout=subprocess.PIPE, stderr=terminal) as process,
    ):
        yield process, port


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def born(folder: Path, kind: str) -> list[int]:
    return [int(path.suffix[1:]) for path in folder.glob(f"{kind}.*")]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]


def log(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "logs" / "kindreel.log").read_text().splitlines()]


def test_address_is_printed_when_the_server_answers(tmp_path: Path) -> None:
    with server(tmp_path, "front", "worker") as (process, port):
        assert said(process) == f"http://localhost:{port}\n"


def test_sigterm_and_ctrl_c_end_all_of_it(tmp_path: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with server(tmp_path, "front", "worker") as (process, _):
            said(process)
            until(lambda: born(tmp_path, "worker"))
            start = time.monotonic()
            process.send_signal(number)
            assert process.wait(10) == 0
            assert time.monotonic() - start < 9
            assert alive(born(tmp_path, "front") + born(tmp_path, "worker")) == []


@pytest.mark.slow
def test_stubborn_process_and_its_children_are_killed_in_time(tmp_path: Path) -> None:
    with server(tmp_path, "front", "stubborn") as (process, _):
        said(process)
        until(lambda: born(tmp_path, "grandchild"))
        process.terminate()
        assert process.wait(10) == 0
        assert alive(born(tmp_path, "stubborn") + born(tmp_path, "grandchild")) == []
    assert log(tmp_path)[-1]["event"] == "server.stopped"


def test_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    with server(tmp_path, "front", "stubborn") as (process, _):
        said(process)
        until(lambda: born(tmp_path, "grandchild"))
        process.send_signal(signal.SIGINT)
        until(lambda: "server.stopping" in (tmp_path / "terminal").read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(3) == 0


def test_killed_process_comes_back(tmp_path: Path) -> None:
    with server(tmp_path, "front", "worker") as (process, _):
        said(process)
        first = until(lambda: born(tmp_path, "worker"))[0]
        os.kill(first, signal.SIGKILL)
        until(lambda: len(born(tmp_path, "worker")) == 2)
        died = next(line for line in log(tmp_path) if line["event"] == "process.died")
        assert (died["name"], died["code"], died["pause"], died["level"]) == ("worker", -9, 0.5, "error")


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    with server(tmp_path, "front", "worker") as (process, _):
        said(process)
        until(lambda: born(tmp_path, "worker"))
        process.kill()
        process.wait(5)
        until(lambda: not alive(born(tmp_path, "front") + born(tmp_path, "worker")), seconds=5)


def test_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with server(tmp_path, "front", port=port) as (process, _):
            assert process.wait(10) == 1
    told = (tmp_path / "terminal").read_text()
    assert told == f"port {port} is taken by another program; choose another one, such as PORT={port + 1}\n"


def test_server_that_never_starts_gives_up(tmp_path: Path) -> None:
    with server(tmp_path, "dies") as (process, _):
        assert process.wait(30) == 1
    assert "did not start" in (tmp_path / "terminal").read_text().splitlines()[-1]
    crash = next(line for line in log(tmp_path) if line["event"] == "process.crashed")
    assert crash["error"] == "builtins.ValueError"
    assert "stub.py" in crash["where"][-1]


def test_log_is_one_file_of_facts_without_words(tmp_path: Path) -> None:
    with server(tmp_path, "front", "worker") as (process, _):
        said(process)
        until(lambda: any(line["event"] == "other" for line in log(tmp_path)))
        lives = next(line for line in log(tmp_path) if line["event"] == "part.lives")
        assert lives.keys() == {"time", "process", "level", "event", "kind"}
        assert (lives["process"], lives["level"], lives["kind"]) == ("worker", "info", "worker")
        other = next(line for line in log(tmp_path) if line["event"] == "other")
        assert other["count"] == 3
        until(lambda: "front: a raw line" in (tmp_path / "terminal").read_text())
        kept = (tmp_path / "logs" / "kindreel.log").read_text()
        assert "words" not in kept and "raw line" not in kept
