"""What a page costs beside a bare Django view with one query, both behind the same front.

`python -m bench pages` prints server CPU time per request and the ratio; then how long pages take while 200
people watch over slow lines. Both servers run at once and are asked in turn, so a busy machine slows both.
"""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests import clips
from tests.processes import answers, free_port, running, until

ROOT = Path(__file__).parents[1]
ROUNDS, REQUESTS = 6, 60
VIEWERS, SECONDS = 200, 15
BAR = 100.0
BARE = """
import django, sys
from kindreel.ops import child
child.begin()
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from kindreel.people.models import Person
def view(request):
    return HttpResponse(f"<p>{Person.objects.get(handle='ana').name}</p>")
import kindreel.urls
kindreel.urls.urlpatterns[:] = [path("bare", view)]
settings.MIDDLEWARE = []  # before the application is made
from kindreel.front.app import app
from kindreel.front.server import run
run(app, "127.0.0.1", int(sys.argv[1]))
"""


@dataclass
class Server:
    port: int
    process: psutil.Process

    def cpu(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def ask(self, path: str, times: int) -> float:
        """CPU microseconds of the server for each of `times` requests over one connection."""
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        before = self.cpu()
        for _ in range(times):
            line.request("GET", path)
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path} answered {answer.status}")
        line.close()
        return (self.cpu() - before) / times * 1e6


@contextlib.contextmanager
def served(data: Path, *argv: str) -> Iterator[Server]:
    port = free_port()
    environment = {**os.environ, "KINDREEL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kindreel.settings"}
    command = [part.replace("PORT", str(port)) for part in argv]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with running(command, env=environment, cwd=ROOT, **quiet) as process:
        until(answers(port), seconds=60)
        yield Server(port, psutil.Process(process.pid))


def furnish(data: Path) -> str:
    """One person with 12 films of a second each; returns the id of one."""
    environment = {**os.environ, "KINDREEL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kindreel.settings"}

    def kindreel(*argv: str) -> str:
        command = [sys.executable, "-m", "kindreel.ops.cli", *argv]
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout

    subprocess.run([sys.executable, "-m", "kindreel.ops.prepare"], env=environment, cwd=ROOT, check=True)
    kindreel("create-person", "ana", "--birth-year", "1990")
    for number in range(12):
        words = f"film {number} #bench"
        shown = kindreel("import-video", str(clips.tiny()), "--as", "ana", "--caption", words, "--wait")
    return shown.split("/v/")[1].split()[0]


def compare(ours: Server, bare: Server, video: str) -> None:
    pages = {"sign-in": "/account/login/", "profile": "/@ana", "video": f"/v/{video}", "feed": "/"}
    for path in pages.values():
        ours.ask(path, 10)
    bare.ask("/bare", 10)
    print("| page | ours, µs CPU | bare view, µs CPU | ratio |\n|---|---|---|---|")
    for name, path in pages.items():
        pairs = [(ours.ask(path, REQUESTS), bare.ask("/bare", REQUESTS)) for _ in range(ROUNDS)]
        mine, other = (min(pair[side] for pair in pairs) for side in (0, 1))
        print(f"| {name} | {mine:.0f} | {other:.0f} | {mine / other:.1f} × |", flush=True)


def watch(port: int, path: str, stop: threading.Event) -> None:
    """Somebody on a slow line: about 20 KB a second."""
    while not stop.is_set():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            while not stop.is_set() and line.recv(4096):
                stop.wait(0.2)


def under_load(ours: Server, data: Path) -> None:
    name = max((data / "files" / "open").rglob("*.mp4"), key=lambda path: path.stat().st_size)
    path, stop = f"/media/open/{name.name}", threading.Event()
    threads = [
        threading.Thread(target=watch, args=(ours.port, path, stop), daemon=True) for _ in range(VIEWERS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(3)
    taken, end = [], time.monotonic() + SECONDS
    line = http.client.HTTPConnection("127.0.0.1", ours.port)
    while time.monotonic() < end:
        began = time.perf_counter()
        line.request("GET", "/@ana")
        line.getresponse().read()
        taken.append((time.perf_counter() - began) * 1000)
    stop.set()
    taken.sort()
    middle, slow = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    told = f"median {middle:.1f} ms, p99 {slow:.1f} ms (bar {BAR:.0f} ms)"
    print(f"\n{VIEWERS} slow viewers, {len(taken)} pages: {told}")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kindreel-bench-") as folder:
        data = Path(folder)
        video = furnish(data)
        with (
            served(data, sys.executable, "-m", "kindreel.ops.web", "--port", "PORT") as ours,
            served(data, sys.executable, "-c", BARE, "PORT") as bare,
        ):
            compare(ours, bare, video)
            under_load(ours, data)


if __name__ == "__main__":
    main()
