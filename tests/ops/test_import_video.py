import json
from pathlib import Path

import pytest

from kindreel.ops import heartbeat
from kindreel.videos.models import Video
from tests.clips import landscape
from tests.ops.conftest import Command
from tests.world import World


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_import_with_wait_does_the_work_where_no_worker_is(kindreel: Command, world: World) -> None:
    code, out, err = kindreel(
        "import-video", str(landscape()), "--as", "ana", "--caption", "Hello #kind", "--wait", "--json"
    )
    told, video = json.loads(out), Video.objects.get()
    assert (code, err) == (0, "")
    assert list(told) == ["id", "state", "url", "reason", "renditions"]
    assert (told["id"], told["state"], told["reason"]) == (video.pk, "published", "")
    assert told["url"] == f"http://localhost:8000/v/{video.pk}"
    assert [film["width"] for film in told["renditions"]] == [film.width for film in video.films]
    assert [tag.name for tag in video.hashtags.all()] == ["kind"]


def test_import_without_wait_returns_at_once(kindreel: Command, world: World) -> None:
    code, out, _ = kindreel("import-video", str(landscape()), "--as", "@Ana", "--caption", "x", "--json")
    assert (code, json.loads(out)["state"]) == (0, "received")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_is_no_video_fails_with_its_reason(kindreel: Command, world: World, tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("not a video")
    code, out, err = kindreel("import-video", str(text), "--as", "ana", "--caption", "x", "--wait", "--json")
    told = json.loads(out)
    assert (code, told["state"], told["reason"]) == (1, "failed", "not_a_video")
    assert err == "kindreel: the video could not be rendered (not_a_video)\n"


@pytest.mark.parametrize(
    ("file", "handle", "says"),
    [("nowhere.mp4", "ana", "there is no file"), (__file__, "nobody", "there is nobody with the handle")],
)
def test_missing_file_or_person_is_said(
    kindreel: Command, world: World, file: str, handle: str, says: str
) -> None:
    code, _, err = kindreel("import-video", file, "--as", handle, "--caption", "x")
    assert (code, says in err, Video.objects.count()) == (1, True, 0)


def test_a_living_worker_is_seen(db: None) -> None:
    assert not heartbeat.is_alive("worker.media")
    heartbeat.beat("worker.media")
    assert heartbeat.is_alive("worker.media")
    heartbeat.end("worker.media")
    assert not heartbeat.is_alive("worker.media")
