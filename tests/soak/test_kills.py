"""`kill -9` at twenty seeded moments: what was acknowledged is listed before and after, and ends once."""

import contextlib
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
import pytest

from tests import clips
from tests.ops.homes import KINDREEL, Home, home
from tests.processes import answers, free_port, until

pytestmark = pytest.mark.soak
SEED = 7
TUS = {"tus-resumable": "1.0.0"}
FRONT, WORKER, TICKER = ("kindreel.ops.web",), ("db_worker", "media"), ("kindreel.ops.child", "tick")
IN_STATES = (
    "received",
    "probed",
    "remuxed",
    "rendering",
    "rendering",
    "rendering",
    "unfinished",
    "unfinished",
)
UNDERWAY = """
from kindreel.videos.actions.move import WORK
from kindreel.videos.models import Video
print(Video.objects.filter(WORK).count())
"""
AT_THE_END = """
import json
from datetime import timedelta
from django.conf import settings
from django.core.files.storage import default_storage as storage
from kindreel.core import files
from kindreel.core.models import Event
from kindreel.ops import stored, sweep
from kindreel.videos import drafts
from kindreel.videos.models import Video
sweep.OLD = timedelta(0)
files.settle_all()
sweep.sweep_files(), sweep.sweep_work(), drafts.sweep()
names = {n for o in stored.OWNERS for n in o.model.objects.values_list(o.field, flat=True) if n}
there = {f"{folder}/{name}" for folder in stored.folders() for name in storage.listdir(folder)[1]}
print(json.dumps({
    "videos": {v.pk: f"{v.state} {'more' if v.unfinished else 'done'} {v.reason}".strip() for v in Video.objects.all()},
    "ends": list(Event.objects.filter(verb__in=["video.published", "video.failed"]).values_list("subject", flat=True)),
    "missing": sorted(names - there), "orphans": sorted(there - names),
    "work": len(list(settings.WORK.iterdir())),
    "shelf": len([one for one in settings.UPLOADS.iterdir() if one.is_dir()]) if settings.UPLOADS.is_dir() else 0,
}))
"""  # noqa: E501


class Place:
    """A server that is started again whenever all of it is killed, and somebody who uploads to it."""

    def __init__(self, where: Home, film: bytes) -> None:
        self.where, self.film, self.port = where, film, free_port()
        made = where.kindreel("create-person", "ana", "--birth-year", "1990", "--token", "--json")
        assert made.returncode == 0, made.stderr
        token = json.loads(made.stdout)["token"]
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", headers={"authorization": f"Bearer {token}"}, timeout=20
        )
        self.acknowledged: set[str] = set()

    def start(self) -> None:
        argv = [str(KINDREEL), "serve", "--port", str(self.port)]
        nowhere = subprocess.DEVNULL
        self.server = subprocess.Popen(
            argv, env=self.where.env, start_new_session=True, stdout=nowhere, stderr=nowhere
        )
        self.wait()

    def wait(self) -> None:
        until(answers(self.port), 120)
        until(lambda: self.ask("GET", "/healthz").status_code == 200, 60)

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        """As a client that tries again while the server is away."""
        end = time.monotonic() + 90
        while True:
            try:
                return self.client.request(method, path, **more)  # type: ignore[arg-type]
            except httpx.TransportError:
                assert time.monotonic() < end, path
                time.sleep(0.2)

    def kill(self, kind: tuple[str, ...]) -> None:
        """One of our server's processes, found below its supervisor and nowhere else."""
        for child in psutil.Process(self.server.pid).children():
            if all(word in child.cmdline() for word in kind):
                os.killpg(child.pid, signal.SIGKILL)

    def kill_all(self) -> None:
        for child in [*psutil.Process(self.server.pid).children(), psutil.Process(self.server.pid)]:
            os.killpg(child.pid, signal.SIGKILL)
        self.server.wait(10)
        self.start()

    def close(self) -> None:
        self.server.terminate()
        self.server.wait(20)
        self.client.close()

    # What an uploader does.

    def begun(self) -> str:
        answer = self.ask("POST", "/api/v1/uploads", headers={**TUS, "upload-length": str(len(self.film))})
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    def patch(self, place: str, at: int, end: int) -> int:
        headers = {**TUS, "upload-offset": str(at), "content-type": "application/offset+octet-stream"}
        answer = self.ask("PATCH", place, headers=headers, content=self.film[at:end])
        assert answer.status_code == 204, answer.text
        return int(answer.headers["upload-offset"])

    def offset(self, place: str) -> int:
        answer = self.ask("HEAD", place, headers=TUS)
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["upload-offset"])

    def finish(self, place: str) -> None:
        if (at := self.offset(place)) < len(self.film):
            assert self.patch(place, at, len(self.film)) == len(self.film)

    def made(self, place: str) -> str:
        """Asks for the video of an upload until it is acknowledged."""
        words = {"upload": place.rpartition("/")[2], "caption": "kept"}
        answer = self.ask("POST", "/api/v1/videos", data=words)
        assert answer.status_code == 201, answer.text
        self.acknowledged.add(answer.json()["id"])
        return str(answer.json()["id"])

    def uploaded(self) -> str:
        place = self.begun()
        self.finish(place)
        return place

    def state(self, pk: str) -> str:
        return str(self.ask("GET", f"/api/v1/videos/{pk}").json()["state"])

    def all_are_listed(self) -> None:
        for pk in self.acknowledged:
            assert self.ask("GET", f"/api/v1/videos/{pk}").status_code == 200, pk


def _in_a_while(act: Callable[[], object], seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, act)
    timer.start()
    return timer


def during_upload(place: Place, dice: random.Random) -> None:
    upload, half = place.begun(), len(place.film) // 2
    confirmed = place.patch(upload, 0, half)
    timer = _in_a_while(lambda: place.kill(FRONT), dice.uniform(0, 0.05))
    headers = {**TUS, "upload-offset": str(half), "content-type": "application/offset+octet-stream"}

    def slowly() -> object:
        for at in range(half, len(place.film), 16_384):
            time.sleep(0.01)
            yield place.film[at : at + 16_384]

    with contextlib.suppress(httpx.TransportError):
        place.client.patch(upload, headers=headers, content=slowly())  # type: ignore[arg-type]
    timer.join()
    place.wait()
    assert place.offset(upload) >= confirmed
    place.finish(upload)
    place.made(upload)


def between_confirmation_and_row(place: Place, dice: random.Random) -> None:
    upload = place.uploaded()
    place.kill(FRONT)
    place.wait()
    assert place.offset(upload) == len(place.film)
    place.made(upload)


def between_file_and_row(place: Place, dice: random.Random) -> None:
    upload = place.uploaded()
    timer = _in_a_while(lambda: place.kill(FRONT), dice.uniform(0, 0.08))
    place.made(upload)  # asked again and again until it is answered: still one video
    timer.join()
    place.wait()


def in_a_state(wanted: str, kind: tuple[str, ...]) -> Callable[[Place, random.Random], None]:
    def act(place: Place, dice: random.Random) -> None:
        pk = place.made(place.uploaded())
        order = ["received", "probed", "remuxed", "rendering", "published", "failed"]
        at = order.index("published" if wanted == "unfinished" else wanted)
        until(lambda: order.index(place.state(pk)) >= at, 240, every=0.01)
        time.sleep(dice.uniform(0, 0.8) if wanted in ("rendering", "unfinished") else 0)
        place.kill(kind) if kind else place.kill_all()

    act.__name__ = f"{wanted}: {' '.join(kind) or 'everything'}"
    return act


MOMENTS = [
    *[during_upload] * 4, *[between_confirmation_and_row] * 2, *[between_file_and_row] * 4,
    *[in_a_state(state, WORKER) for state in IN_STATES],
    in_a_state("received", TICKER), in_a_state("rendering", ()),
]  # fmt: skip


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds, large enough for two renditions."""
    target = tmp_path_factory.mktemp("film") / "film.mp4"
    options = ["-t", "2", "-vf", "scale=608:1080", "-preset", "ultrafast"]
    return clips.make(target, "-i", str(clips.portrait()), *options).read_bytes()


def test_nothing_acknowledged_is_lost_whenever_a_process_is_killed(
    tmp_path: Path, film: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(MOMENTS) == 20
    dice = random.Random(SEED)
    with home(tmp_path / "var") as where:
        place = Place(where, film)
        try:
            place.start()
            for moment in dice.sample(MOMENTS, len(MOMENTS)):
                moment(place, dice)
                place.all_are_listed()
            ids = place.acknowledged
            assert len(ids) == len(MOMENTS)
            until(lambda: where.ask(UNDERWAY) == "0", 600, every=5)
        finally:
            place.close()
        found = json.loads(where.ask(AT_THE_END))
    with capsys.disabled():
        print(f"\nkills: {len(MOMENTS)}; {Counter(found['videos'].values())}")
    assert set(found["videos"]) == ids
    assert set(found["videos"].values()) == {"published done"}
    assert sorted(found["ends"]) == sorted(ids)  # each exactly once
    assert (found["missing"], found["orphans"], found["work"], found["shelf"]) == ([], [], 0, 0)
