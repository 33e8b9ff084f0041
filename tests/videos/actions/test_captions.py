import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from kindreel.core import gates
from kindreel.core.errors import NotFound, Refused
from kindreel.core.models import Event
from kindreel.videos.actions import captions, change, pipeline
from kindreel.videos.actions.receive import About
from kindreel.videos.models import Video
from tests.world import World, video

SRT = b"1\n00:00:00,000 --> 00:00:02,000\n<b>Hello</b> <script>alert(1)</script>\n"


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _live(world: World, **fields: object) -> Video:
    row = video(world.ana, "words", **fields)
    row.renditions.all().delete()  # bytes of which are not there
    return row


def _text(row: Video, language: str) -> str:
    with default_storage.open(row.renditions.get(spec=f"captions-{language}").name) as file:
        return str(file.read().decode())


def test_captions_are_cleaned_and_as_open_as_the_video(world: World) -> None:
    row = _live(world)
    captions.add(video=row, language="es", data=SRT)
    assert _text(row, "es") == "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nHello alert(1)\n"
    assert [(words.language, words.name.split("/")[0]) for words in row.captions] == [("es", "open")]
    assert list(row.films) == []
    assert Event.objects.filter(verb="video.captioned", subject=row.pk, detail="es").exists()


def test_captions_of_a_private_video_have_a_key_that_dies_with_the_next_change(world: World) -> None:
    row = _live(world, audience="only_me")
    captions.add(video=row, language="en", data=SRT)
    before = row.renditions.get(spec="captions-en").name
    assert before.startswith("kept/")
    change.edit(video=row, about=About(caption="words", audience="everyone"))
    after = row.renditions.get(spec="captions-en").name
    assert after.startswith("open/")
    assert not default_storage.exists(before)
    change.delete(video=row)
    assert not default_storage.exists(after)


def test_new_captions_take_the_place_of_the_old_in_their_language(world: World) -> None:
    row = _live(world)
    captions.add(video=row, language="en", data=SRT)
    old = row.renditions.get(spec="captions-en").name
    captions.add(video=row, language="en", data=SRT.replace(b"Hello", b"Good morning"))
    assert "Good morning" in _text(row, "en")
    assert not default_storage.exists(old)
    captions.remove(video=row, language="en")
    captions.remove(video=row, language="en")
    assert not row.renditions.exists()
    assert Event.objects.filter(verb="video.uncaptioned").count() == 1


@pytest.mark.parametrize(
    ("language", "data"), [("xx", SRT), ("en", b""), ("en", b"\xff\xfe"), ("en", b"hello")]
)
def test_what_are_no_captions_is_refused_with_a_sentence(world: World, language: str, data: bytes) -> None:
    row = _live(world)
    with pytest.raises(Refused):
        captions.add(video=row, language=language, data=data)
    assert not row.renditions.exists()


@override_settings(CONTENT_GATES=["tests.core.test_gates.hold"])
def test_captions_that_a_gate_holds_take_the_video_out_of_sight(world: World) -> None:
    row = _live(world)
    captions.add(video=row, language="en", data=SRT)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("held", "text")
    assert row.renditions.get(spec="captions-en").name.startswith("kept/")


@override_settings(CONTENT_GATES=["tests.core.test_gates.hold"])
def test_held_captions_kill_signed_addresses_too(world: World) -> None:
    row = _live(world, audience="followers")
    with override_settings(CONTENT_GATES=[]):
        captions.add(video=row, language="es", data=SRT)
    before = row.renditions.get(spec="captions-es").name
    captions.add(video=row, language="en", data=SRT)
    assert not default_storage.exists(before)


def hold_captions(draft: gates.Draft) -> gates.Verdict:
    return gates.Verdict(gates.Outcome.HOLD if draft.kind == "captions" else gates.Outcome.PASS)


@pytest.mark.parametrize("lost", [False, True])
@override_settings(CONTENT_GATES=[f"{__name__}.hold_captions"])
def test_captions_that_came_before_the_film_hold_it(world: World, lost: bool) -> None:
    row = video(world.ana, "words", state="rendering")
    captions.add(video=row, language="en", data=SRT)
    if lost:
        default_storage.delete(row.renditions.get(spec="captions-en").name)
    pipeline.publish(row)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("held", "text")


@override_settings(CONTENT_GATES=[f"{__name__}.slow_gate"])
def test_captions_that_come_while_words_are_read_are_read_too(world: World) -> None:
    global _while_reading
    row = video(world.ana, "words", state="rendering")
    _while_reading = row
    pipeline.publish(row)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("held", "text")


_while_reading: Video | None = None


def slow_gate(draft: gates.Draft) -> gates.Verdict:
    """While it thinks about the caption, the author sends captions."""
    global _while_reading
    if draft.kind == "caption" and _while_reading is not None:
        row, _while_reading = _while_reading, None
        captions.add(video=row, language="en", data=SRT)
    return hold_captions(draft)


@override_settings(CONTENT_GATES=["tests.core.test_gates.refuse"])
def test_captions_that_a_gate_refuses_change_nothing(world: World) -> None:
    row = _live(world)
    with pytest.raises(Refused, match="not here"):
        captions.add(video=row, language="en", data=SRT)
    row.refresh_from_db()
    assert row.state == "published"


def test_captions_of_a_deleted_video_are_not_taken(world: World) -> None:
    row = _live(world)
    change.delete(video=row)
    with pytest.raises(NotFound):
        captions.add(video=row, language="en", data=SRT)
