"""A child that takes too much is stopped by the real limits, its author told, and the worker free again."""

import threading
from collections.abc import Callable

import psutil
import pytest
from django.conf import settings

from kindreel.videos.actions import pipeline
from kindreel.videos.actions.receive import About, receive
from kindreel.videos.media import encode, ffmpeg
from kindreel.videos.media.ffmpeg import Effort
from kindreel.videos.models import Video
from kindreel.videos.timeline import REASONS
from tests import clips
from tests.processes import until
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _outcome(world: World) -> Video:
    row = receive(author=world.ana, path=clips.tiny(), about=About(caption="my words"))
    pipeline.advance(row.pk)
    row.refresh_from_db()
    return row


def _failed_plainly(row: Video, reason: str) -> None:
    assert (row.state, row.reason, row.deadline, row.caption) == ("failed", reason, None, "my words")
    assert reason in REASONS
    assert not row.renditions.exists()
    assert list(settings.WORK.iterdir()) == []


@pytest.mark.parametrize(
    ("effort", "reason"),
    [
        (Effort(memory_bytes=200_000_000), "out_of_memory"),
        (Effort(file_bytes=2_000), "disk_full"),
    ],
)
def test_a_limit_that_is_reached_is_said_and_the_next_video_is_made(
    world: World, monkeypatch: pytest.MonkeyPatch, effort: Effort, reason: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(encode, "_effort", lambda *_: effort)
        _failed_plainly(_outcome(world), reason)
    assert _outcome(world).state == "published"


ENDLESS = [ffmpeg.binary(), "-nostdin", "-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"]


def _nothing() -> None:
    pass


def _as_the_kernel_does() -> None:
    """Kills the innermost child, as happens when the whole machine is out of memory."""
    innermost = until(
        lambda: [one for one in psutil.Process().children(recursive=True) if not one.children()]
    )
    innermost[-1].kill()


@pytest.mark.parametrize(
    ("meanwhile", "reason"), [(_nothing, "out_of_time"), (_as_the_kernel_does, "out_of_memory")]
)
def test_a_child_that_hangs_or_is_killed_is_told_from_a_bad_file(
    world: World, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None], reason: str
) -> None:
    real = encode.first

    def broken(*args: object, **kwargs: object) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(ffmpeg, "_arguments", lambda *_: ENDLESS)
            patched.setattr(encode, "_effort", lambda *_: Effort(seconds=3))
            threading.Timer(1, meanwhile).start()
            real(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(encode, "first", broken)
        _failed_plainly(_outcome(world), reason)
    assert _outcome(world).state == "published"
