"""Whole servers that are killed: what was accepted is finished after the next start."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clips import portrait
from tests.ops.homes import KINDREEL, Home, home
from tests.processes import free_port, running, until

pytestmark = pytest.mark.soak

STATES = """
from kindreel.videos.models import Video
print(" ".join(f"{video.state}{'+' if video.unfinished else ''}" for video in Video.objects.order_by("pk")))
"""
FILES = """
import json
from django.core.files.storage import default_storage as storage
from kindreel.ops import stored
names = [n for o in stored.OWNERS for n in o.model.objects.values_list(o.field, flat=True) if n]
there = [f"{folder}/{name}" for folder in stored.folders() for name in storage.listdir(folder)[1]]
print(json.dumps([sorted(set(names) - set(there)), sorted(set(there) - set(names))]))
"""


@contextmanager
def server(place: Home) -> Iterator[subprocess.Popen[str]]:
    """A server that is ready."""
    argv = [str(KINDREEL), "serve", "--port", str(free_port())]
    with running(argv, env=place.env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        until(lambda: "http://" in process.stdout.readline(), 60)  # type: ignore[union-attr]
        yield process


@pytest.mark.parametrize("after", [0.1, 1.0, 2.5, 4.0])
def test_a_killed_server_finishes_every_video_after_its_next_start(tmp_path: Path, after: float) -> None:
    with home(tmp_path / "var") as place:
        assert place.kindreel("create-person", "ana", "--birth-year", "1990").returncode == 0
        with server(place) as first:
            for _ in range(2):
                done = place.kindreel(
                    "import-video", str(portrait()), "--as", "ana", "--caption", "x", "--json"
                )
                assert json.loads(done.stdout)["state"] == "received"
            time.sleep(after)  # the moment of the crash is what varies, nothing is waited for
            os.killpg(first.pid, signal.SIGKILL)
        with server(place):
            until(lambda: place.ask(STATES) == "published published", 240, every=2)
        assert json.loads(place.ask(FILES))[0] == []
