"""50 people who upload over slow lines and 200 who watch over slow lines: how long do pages take meanwhile?

`python -m bench.crowd [--seconds 20]`. The crowd lives in a process of its own, so that what is measured is
the server and not the one who asks.
"""

import argparse
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.pages import ROOT, furnish, served, watch

VIEWERS, UPLOADERS, EACH = 200, 50, 10
LENGTH, PIECE, PAUSE = 8_000_000, 4096, 0.2  # 20 KB a second
BAR = 150.0
PAGES = ("/", "/@ana", "/account/login/")
TUS = "Tus-Resumable: 1.0.0\r\nHost: localhost\r\n"


def tokens(data: Path) -> list[str]:
    """Of as many people as are needed: one person may only have some uploads at once."""
    environment = {**os.environ, "KINDREEL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kindreel.settings"}
    found = []
    for number in range(UPLOADERS // EACH):
        person = ["create-person", f"person{number}", "--birth-year", "1990", "--token", "--json"]
        command = [sys.executable, "-m", "kindreel.ops.cli", *person]
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
        found.append(json.loads(done.stdout)["token"])
    return found


def upload(port: int, token: str, stop: threading.Event) -> None:
    with contextlib.suppress(OSError):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        allowed = {"authorization": f"Bearer {token}", "tus-resumable": "1.0.0"}
        line.request("POST", "/api/v1/uploads", headers={**allowed, "upload-length": str(LENGTH)})
        answer = line.getresponse()
        answer.read()
        place = answer.headers["location"]
        with socket.create_connection(("127.0.0.1", port), timeout=60) as body:
            kind = "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
            head = f"PATCH {place} HTTP/1.1\r\n{TUS}{kind}Authorization: Bearer {token}\r\n"
            body.sendall(f"{head}Content-Length: {LENGTH}\r\n\r\n".encode())
            while not stop.wait(PAUSE):
                body.sendall(bytes(PIECE))


def crowd(port: int, film: str, people: list[str]) -> None:
    """Runs in its own process until nobody listens to it any more."""
    stop = threading.Event()
    lines = [threading.Thread(target=watch, args=(port, film, stop), daemon=True) for _ in range(VIEWERS)]
    lines += [
        threading.Thread(target=upload, args=(port, people[number % len(people)], stop), daemon=True)
        for number in range(UPLOADERS)
    ]
    for line in lines:
        line.start()
        time.sleep(0.01)
    print("all are here", flush=True)
    sys.stdin.read()


@contextlib.contextmanager
def crowded(port: int, film: str, people: list[str]) -> Iterator[None]:
    argv = [sys.executable, "-m", "bench.crowd", "--crowd", json.dumps([port, film, people])]
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, cwd=ROOT, stdin=pipe, stdout=pipe) as others:
        if others.stdout:
            others.stdout.readline()  # it says when all are there
        try:
            yield
        finally:
            others.kill()


def measure(port: int, seconds: float) -> list[float]:
    taken, end = [], time.monotonic() + seconds
    line = http.client.HTTPConnection("127.0.0.1", port)
    while time.monotonic() < end:
        for page in PAGES:
            began = time.perf_counter()
            line.request("GET", page)
            if line.getresponse().read() == b"":
                raise SystemExit(f"{page} is empty")
            taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)  # somebody who looks, not a test of how much fits
    return sorted(taken)


def tell(what: str, taken: list[float], uploads: int) -> bool:
    slow = taken[int(len(taken) * 0.99)]
    times = f"median {taken[len(taken) // 2]:.1f} ms, p99 {slow:.1f} ms, worst {taken[-1]:.1f} ms"
    print(f"| {what} | {len(taken)} | {times} | {uploads} |", flush=True)
    return slow < BAR


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--crowd", type=json.loads, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.crowd:
        crowd(*asked.crowd)
        return 0
    with tempfile.TemporaryDirectory(prefix="kindreel-bench-") as folder:
        data = Path(folder)
        furnish(data)
        people = tokens(data)
        film = max((data / "files" / "open").rglob("*.mp4"), key=lambda path: path.stat().st_size).name
        with served(data, sys.executable, "-m", "kindreel.ops.web", "--port", "PORT") as ours:
            print("| | pages | time of a page | uploads under way |\n|---|---|---|---|")
            measure(ours.port, 2)
            tell("nobody else", measure(ours.port, asked.seconds), 0)
            with crowded(ours.port, f"/media/open/{film}", people):
                taken = measure(ours.port, asked.seconds)
                uploads = len([one for one in (data / "uploads").iterdir() if one.is_dir()])
            good = tell(f"{UPLOADERS} upload, {VIEWERS} watch", taken, uploads)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
