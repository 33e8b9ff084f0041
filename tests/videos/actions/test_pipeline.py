"""The path of real clips, from bytes to live."""

import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import InterfaceError, connection
from django.test import override_settings

from kindreel.core import gates, storage
from kindreel.core.errors import NotFound, Refused
from kindreel.core.models import Event
from kindreel.core.shelf import Shelf
from kindreel.videos.actions import change, pipeline
from kindreel.videos.actions.receive import About, receive, receive_upload
from kindreel.videos.media import encode, stills
from kindreel.videos.media.errors import MediaError
from kindreel.videos.models import Video
from tests import clips
from tests.world import World


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _received(world: World, path: Path, **about: object) -> Video:
    return receive(author=world.ana, path=path, about=About(**about))


def _stored() -> list[str]:
    return sorted(
        str(path.relative_to(settings.FILES)) for path in settings.FILES.rglob("*") if path.is_file()
    )


@pytest.mark.slow
def test_a_real_clip_goes_live_with_stripped_original_and_renditions(world: World) -> None:
    row = _received(world, clips.portrait(), caption="at the #sea with @ben")
    assert row.state == "received"
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.unfinished, row.percent, row.reason) == ("published", False, 100, "")
    assert [tag.name for tag in row.hashtags.all()] == ["sea"]
    assert {film.spec for film in row.films} >= {"480p"}
    assert {"poster", "preview"} <= set(row.files())
    assert row.poster_url.startswith("/media/open/")
    names = {row.original, *(rendition.name for rendition in row.renditions.all())}
    assert set(_stored()) == names  # nothing else is left, the upload least of all
    verbs = list(Event.objects.filter(subject=row.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["video.received", "video.moved", "video.moved", "video.moved", "video.published"]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"hello, I am text", "not_a_video"), (b"\x00" * 4096, "not_a_video")]
)
def test_what_is_no_video_fails_with_a_reason_and_is_kept(
    world: World, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    row = _received(world, path, caption="my words")
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason, row.caption) == ("failed", reason, "my words")
    assert default_storage.exists(row.original)


def test_nothing_and_too_much_are_refused_before_anything_is_kept(world: World, tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"")
    with pytest.raises(Refused, match="empty"):
        _received(world, path)
    path.write_bytes(b"x" * 1_000_001)
    with override_settings(MAX_VIDEO_MEGABYTES=1), pytest.raises(Refused, match="too large"):
        _received(world, path)
    with override_settings(UPLOADS_PER_DAY=0), pytest.raises(Refused, match="today"):
        _received(world, path)
    assert _stored() == []
    assert not Video.objects.exists()


@override_settings(CONTENT_GATES=["tests.core.test_gates.crash"])
def test_a_gate_that_crashes_holds_the_video(world: World) -> None:
    row = _received(world, clips.tiny(), caption="my words")
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("held", "text")
    assert {rendition.name.split("/")[0] for rendition in row.renditions.all()} == {"kept"}


def test_a_crash_between_steps_repeats_only_the_step(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _received(world, clips.tiny())
    real = encode.first

    def power_cut(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(encode, "first", power_cut)
    with pytest.raises(KeyboardInterrupt):
        pipeline.advance(row.pk)
    row.refresh_from_db()
    assert row.state == "rendering"
    monkeypatch.setattr(encode, "first", real)
    Video.objects.filter(pk=row.pk).update(deadline=None)  # the lease of the dead worker ran out
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert row.state == "published"


def test_a_step_that_cannot_be_done_fails_plainly_and_can_be_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _received(world, clips.tiny())
    real = encode.first

    def hang(*args: object, **kwargs: object) -> None:
        raise MediaError("out_of_time")

    monkeypatch.setattr(encode, "first", hang)
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "out_of_time")
    monkeypatch.setattr(encode, "first", real)
    change.retry(video=row)
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("published", "")


def test_another_try_after_the_original_was_stripped_finds_its_sound(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usable track was the second; in the stripped original it is the only one."""
    tones = ["-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "sine=d=1"]
    tracks = ["-map", "0:v", "-map", "1", "-map", "2", "-c:v", "copy", "-c:a:0", "wmav2", "-c:a:1", "aac"]
    row = _received(world, clips.make(tmp_path / "two.mkv", "-i", str(clips.tiny()), *tones, *tracks))

    def hang(*args: object, **kwargs: object) -> None:
        raise MediaError("out_of_time")

    with monkeypatch.context() as patch:
        patch.setattr(encode, "first", hang)
        pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.probe["audio_index"]) == ("failed", 1)
    change.retry(video=row)
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("published", "")


@pytest.mark.parametrize("moment", ["poster", "preview"])
def test_a_cover_chosen_while_the_video_is_made_is_the_cover(
    world: World, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    row, asked = _received(world, clips.tiny()), []
    real = {name: getattr(stills, name) for name in ("poster", "preview")}

    def choose(name: str, *given: Any) -> Any:
        asked.append((name, given[2] if name == "poster" else None))
        if name == moment and len([each for each in asked if each[0] == name]) == 1:
            change.edit(video=Video.objects.get(pk=row.pk), about=About(cover_at=0.5))
        return real[name](*given)

    for name in real:
        monkeypatch.setattr(stills, name, partial(choose, name))
    monkeypatch.setattr(pipeline, "_to_work", lambda pk: None)
    pipeline.advance(row.pk)
    row.refresh_from_db()
    if row.unfinished:  # what the queue would do
        pipeline.advance(row.pk)
        row.refresh_from_db()
    assert (row.state, row.unfinished) == ("published", False)
    assert [at for name, at in asked if name == "poster"] == [0.0, 0.5]
    assert "old-poster" not in row.files()


def test_a_claim_is_renewed_again_after_the_database_was_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[str] = []
    enough = threading.Event()

    def renew(video: Video) -> None:
        beats.append(video.pk)
        if len(beats) == 1:
            raise InterfaceError("connection already closed")
        enough.set()

    monkeypatch.setattr(pipeline, "renew", renew)
    monkeypatch.setattr(pipeline, "BEAT", 0.01)
    with pipeline._lease(Video(author=world.ana)):
        assert enough.wait(5)


def test_no_file_is_stored_while_writers_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[bool] = []
    real = storage.keep

    def keep(path: Path, name: str) -> str:
        inside.append(connection.in_atomic_block)
        return real(path, name)

    monkeypatch.setattr(storage, "keep", keep)
    pipeline.advance(_received(world, clips.tiny()).pk)
    assert len(inside) > 4 and not any(inside)


def test_a_full_disk_is_said_plainly(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _received(world, clips.tiny())

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encode, "first", full)
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "disk_full")


@override_settings(KEEP_ORIGINALS=False)
def test_originals_go_when_the_operator_wants_no_copies(world: World) -> None:
    row = _received(world, clips.tiny())
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert row.original == ""
    assert set(_stored()) == set(row.renditions.values_list("name", flat=True))


def test_a_task_that_runs_twice_has_one_effect(world: World) -> None:
    row = _received(world, clips.tiny())
    pipeline.advance(row.pk)
    before = _stored()
    pipeline.advance(row.pk)
    assert _stored() == before
    assert Event.objects.filter(subject=row.pk, verb="video.published").count() == 1


def test_a_finished_upload_is_one_video_however_often_it_is_asked_for(world: World) -> None:
    shelf = Shelf(settings.UPLOADS)
    content = clips.tiny().read_bytes()
    upload = shelf.create(world.ana.pk, len(content), "", time.time())
    with pytest.raises(Refused, match="not finished"):
        receive_upload(author=world.ana, upload=upload.id, about=About())
    with shelf.writing(upload) as writer:
        writer.write(content)
        writer.confirm(time.time())
    with pytest.raises(NotFound):
        receive_upload(author=world.ben, upload=upload.id, about=About())
    first = receive_upload(author=world.ana, upload=upload.id, about=About(caption="words"))
    again = receive_upload(author=world.ana, upload=upload.id, about=About(caption="other"))
    assert first.pk == again.pk
    assert shelf.find(upload.id, time.time()) is None
    with pytest.raises(NotFound):
        receive_upload(author=world.ana, upload="x" * 22, about=About())


def hold_unkind(draft: gates.Draft) -> gates.Verdict:
    return gates.Verdict(gates.Outcome.HOLD if "unkind" in draft.text else gates.Outcome.PASS)


@override_settings(CONTENT_GATES=["tests.videos.actions.test_pipeline.hold_unkind"])
def test_words_that_changed_while_it_was_rendered_are_read_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = _received(world, clips.tiny(), caption="fine words")
    real = encode.first

    def meanwhile(*args: Any, **kwargs: Any) -> None:
        change.edit(video=Video.objects.get(pk=row.pk), about=About(caption="unkind words"))
        real(*args, **kwargs)

    monkeypatch.setattr(encode, "first", meanwhile)
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("held", "text")
