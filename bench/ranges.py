"""How long our front takes to hand out parts of a file, beside nginx with the same file.

`python -m bench.ranges [--repeat 5]`. Both run at once and are asked in turn by the same small client; the
best of the rounds counts. Without nginx (Debian: `apt-get install nginx-light`) nothing is measured, and it
says so.
"""

import argparse
import contextlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from bench.pages import Server, served
from tests.processes import answers, free_port, until

BAR = 1.3
SIZE = 48 * 1024 * 1024
PARTS = {"64 KB": (64 * 1024, 600), "1 MB": (1024 * 1024, 150), "whole": (SIZE, 6)}
KEY = "k" * 22
CONFIG = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; types {{ video/mp4 mp4; }}
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; location /media/open/ {{ alias {files}/; }} }}
}}
"""


@contextlib.contextmanager
def nginx(folder: Path, files: Path) -> Iterator[Server]:
    port, config = free_port(), folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, files=files, port=port))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(["nginx", "-c", str(config)], **quiet) as process:  # type: ignore[call-overload]
        try:
            until(answers(port), 20)
            yield Server(port, psutil.Process(process.pid))
        finally:
            process.terminate()


def fetch(server: Server, length: int, times: int) -> tuple[float, float]:
    """Wall and server CPU seconds for `times` random parts, one after the other over one connection."""
    dice, room = random.Random(1), bytearray(1 << 20)  # noqa: S311  (the same parts for both)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        cpu, began = server.cpu(), time.perf_counter()
        for _ in range(times):
            first = dice.randrange(SIZE - length + 1)
            head = f"GET /media/open/{KEY}.mp4 HTTP/1.1\r\nHost: localhost\r\n"
            line.sendall(f"{head}Range: bytes={first}-{first + length - 1}\r\n\r\n".encode())
            took = line.recv_into(room)
            if b" 206 " not in room[:20]:
                raise SystemExit(f"no part was given: {bytes(room[:60])!r}")
            left = room.index(b"\r\n\r\n") + 4 + length - took
            while left > 0:
                left -= line.recv_into(room)
        return time.perf_counter() - began, server.cpu() - cpu


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat, good = parser.parse_args().repeat, True
    if not shutil.which("nginx"):
        print("Not measured: nginx is missing. Debian, Ubuntu: sudo apt-get install nginx-light")
        return 0
    with tempfile.TemporaryDirectory(prefix="kindreel-bench-") as name:
        data, folder = Path(name) / "var", Path(name)
        files = data / "files" / "open" / KEY[:2]
        files.mkdir(parents=True)
        (files / f"{KEY}.mp4").write_bytes(random.Random(2).randbytes(SIZE))  # noqa: S311
        folder.chmod(0o755)
        front = served(data, sys.executable, "-m", "kindreel.ops.web", "--port", "PORT")
        with front as ours, nginx(folder, files) as other:
            print(
                "| part | ours, MB/s | nginx, MB/s | time, ratio | server CPU, ratio |\n|---|---|---|---|---|"
            )
            for what, (length, times) in PARTS.items():
                pairs = [(fetch(ours, length, times), fetch(other, length, times)) for _ in range(repeat)]
                wall, cpu = ([min(pair[side][kind] for pair in pairs) for side in (0, 1)] for kind in (0, 1))
                speeds = [length * times / seconds / 1e6 for seconds in wall]
                ratio = wall[0] / wall[1]
                good = good and ratio <= BAR
                shown = f"{ratio:.2f} | {cpu[0] / max(cpu[1], 0.01):.2f}"
                print(f"| {what} | {speeds[0]:.0f} | {speeds[1]:.0f} | {shown} |", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
