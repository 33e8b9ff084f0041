"""Who goes first, and that two workers never do one thing twice."""

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django_tasks import default_task_backend

from kindreel.ops.supervise import Server
from kindreel.videos import jobs
from kindreel.videos.actions import pipeline
from kindreel.videos.actions.receive import About, receive
from kindreel.videos.models import Video
from tests import clips
from tests.ops.homes import KINDREEL, Home, home
from tests.world import World, video

WHAT_HAPPENED = """
import json
from django_tasks_db.models import DBTaskResult
from kindreel.core.models import Event
from kindreel.videos.models import Video
events = list(Event.objects.filter(verb__startswith="video.").values_list("subject", "detail"))
workers = sorted({name for ids in DBTaskResult.objects.values_list("worker_ids", flat=True) for name in ids})
videos = {v.pk: [v.state, v.unfinished, sorted(v.files())] for v in Video.objects.all()}
print(json.dumps([events, workers, videos]))
"""


def _sent() -> list[tuple[str, int]]:
    return [(result.args[0], result.task.priority) for result in default_task_backend.results]


@pytest.fixture
def world(transactional_db: None) -> World:
    default_task_backend.clear()
    return World.begin()


def test_first_films_go_before_what_is_made_again(world: World) -> None:
    fresh, again = video(world.ana, state="received"), video(world.ana, unfinished=True)
    jobs.send(again.pk)
    jobs.send(fresh.pk)
    assert _sent() == [(again.pk, jobs.LATER), (fresh.pk, jobs.FIRST)]


def test_who_sends_many_lets_others_go_in_between(world: World) -> None:
    many = [video(world.ana, state="received") for _ in range(12)]
    one = video(world.ben, state="received")
    for row in [*many, one]:
        jobs.send(row.pk)
    turns = dict(_sent())
    assert [turns[row.pk] for row in many] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1]
    assert turns[one.pk] == jobs.FIRST


def test_larger_renditions_wait_while_others_wait_to_be_live(world: World) -> None:
    one, two = (receive(author=world.ana, path=clips.tiny(), about=About()) for _ in range(2))
    pipeline.advance(one.pk)
    one.refresh_from_db()
    assert (one.state, one.unfinished, one.deadline) == ("published", True, None)
    assert _sent()[-1] == (one.pk, jobs.LATER)
    pipeline.advance(two.pk)
    two.refresh_from_db()
    assert (two.state, two.unfinished) == ("published", False)
    pipeline.advance(one.pk)
    assert not Video.objects.filter(unfinished=True).exists()


def test_a_claim_is_fresh_when_a_video_goes_live(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long its first film took: or a second worker would join in."""
    row = receive(author=world.ana, path=clips.tiny(), about=About())
    seen = []

    def look(live: Video, _folder: Path) -> None:
        seen.append(Video.objects.get(pk=live.pk).deadline > live.state_since + pipeline.LEASE / 2)

    monkeypatch.setattr(pipeline, "finish", look)
    monkeypatch.setattr("kindreel.videos.actions.move._lease_of", lambda video, to, now: video.deadline)
    pipeline.advance(row.pk)
    assert seen == [True]


def test_as_many_media_workers_as_the_setting_says_are_planned(tmp_path: Path) -> None:
    plans = Server(port=1, data=tmp_path, media_workers=3).plans()
    assert [plan.name for plan in plans if "media" in plan.argv] == ["media", "media-2", "media-3"]


def _machine(place: Home, folder: Path) -> dict[str, str]:
    """A second machine: its own folder for work, the same database, the same stored files."""
    folder.mkdir()
    (folder / "files").symlink_to(place.data / "files")
    return place.env | {"KINDREEL_DATA": str(folder), "KINDREEL_DATABASE": place.database or ""}


@pytest.mark.slow
def test_workers_on_two_machines_make_each_video_once(tmp_path: Path) -> None:
    """On PostgreSQL two folders stand for two machines; SQLite is one file, so there it is two processes."""
    with home(tmp_path / "var") as place:
        assert place.kindreel("create-person", "ana", "--birth-year", "1990").returncode == 0
        for _ in range(8):
            done = place.kindreel("import-video", str(clips.tiny()), "--as", "ana", "--caption", "x")
            assert done.returncode == 0, done.stderr
        machines = [place.env, _machine(place, tmp_path / "second") if place.database else place.env]
        argv = [str(KINDREEL), "worker", "--queue", "media", "--until-empty"]
        workers = [
            subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for env in machines
        ]
        for worker in workers:
            _, complaint = worker.communicate(timeout=120)
            assert worker.returncode == 0, complaint
        events, names, videos = json.loads(place.ask(WHAT_HAPPENED))
    assert len(names) == 2
    assert [state for state, *_ in videos.values()] == ["published"] * 8
    assert {tuple(specs) for *_, specs in videos.values()} == {("480p", "poster", "preview", "sprite")}
    assert not any(unfinished for _, unfinished, _ in videos.values())
    moves = Counter((subject, detail) for subject, detail in events if detail)
    assert set(moves.values()) == {1}
    assert len(moves) == 8 * 4
