"""`kindreel serve`."""

import argparse
import os
import subprocess
import sys

from kindreel.ops.answer import Failed

HELP = "Start everything on one port and stay: pages, media, workers, ticker. Ctrl-C ends all of it."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="port of the one listener (default: PORT, or 8000)")
    parser.add_argument("--host", default=None, help="address to listen on")


def run(given: argparse.Namespace) -> None:
    """Preparation runs in a process of its own, so that its memory is gone before the long wait begins."""
    if given.port is not None:
        os.environ["PORT"] = str(given.port)
    argv = [sys.executable, "-m", "kindreel.ops.prepare"]
    prepared = subprocess.run(argv, check=False, stdout=subprocess.PIPE, text=True)
    if prepared.returncode:
        raise Failed("the community could not be prepared; the reason stands above")
    from kindreel.ops import supervise

    link = prepared.stdout.strip()
    supervise.serve(host=given.host, port=given.port, on_ready=lambda: _welcome(link))


def _welcome(link: str) -> None:
    if link:
        print("Nobody runs this community yet. Open this link to become its administrator (it works once):")
        print(link, flush=True)
