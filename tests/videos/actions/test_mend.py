"""Files that got lost are made again."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kindreel.videos.actions import mend, pipeline
from kindreel.videos.actions.receive import About, receive
from kindreel.videos.models import Rendition, Video
from tests import clips
from tests.world import World, video


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _live(world: World) -> Video:
    row = receive(author=world.ana, path=clips.tiny(), about=About())
    pipeline.advance(row.pk)
    row.refresh_from_db()
    assert (row.state, row.unfinished) == ("published", False)
    return row


def _lose(row: Video, spec: str) -> str:
    name = row.renditions.get(spec=spec).name
    default_storage.delete(name)
    return name


@pytest.mark.parametrize("spec", ["480p", "poster", "preview", "sprite"])
def test_a_lost_file_is_made_again(world: World, spec: str) -> None:
    row = _live(world)
    lost = _lose(row, spec)
    assert mend.look() == (0, 1)
    pipeline.advance(row.pk)
    found = row.renditions.get(spec=spec)
    assert found.name != lost
    assert default_storage.exists(found.name)
    row.refresh_from_db()
    assert (row.state, row.unfinished) == ("published", False)
    assert mend.look() == (0, 0)


@pytest.mark.parametrize("how", ["not kept", "lost"])
def test_without_an_original_the_largest_film_serves(world: World, how: str) -> None:
    row = _live(world)
    default_storage.delete(row.original)
    if how == "not kept":
        Video.objects.filter(pk=row.pk).update(original="")
    _lose(row, "poster")
    assert mend.look() == (0, 1)
    pipeline.advance(row.pk)
    assert default_storage.exists(row.renditions.get(spec="poster").name)


def test_what_nothing_is_left_of_is_not_thrown_away(world: World) -> None:
    row = _live(world)
    default_storage.delete(row.original)
    _lose(row, "480p")
    assert mend.look() == (0, 0)
    assert row.renditions.filter(spec="480p").exists()


def test_a_storage_that_is_gone_costs_nothing(world: World) -> None:
    for _ in range(6):
        video(world.ana)  # rows without bytes: as when the disk is not mounted
    assert mend.look() == (0, 0)
    assert Rendition.objects.count() == 12
    assert not Video.objects.filter(unfinished=True).exists()


def test_a_long_list_is_looked_at_in_parts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mend, "AT_ONCE", 3)
    row = video(world.ana)
    for at in range(2):
        Rendition.objects.create(video=row, spec=f"more-{at}", name=f"open/aa/more{at}.jpg")
    for rendition in row.renditions.all():
        default_storage.save(rendition.name, ContentFile(b"x"))
    after, _ = mend.look()
    assert after == row.renditions.order_by("pk")[2].pk
    assert mend.look(after) == (0, 0)


def test_a_film_that_found_no_room_gets_another_chance(world: World) -> None:
    poor, _fine = video(world.ana, reason="disk_full"), video(world.ana)
    assert mend.try_what_had_no_room() == 1
    poor.refresh_from_db()
    assert (poor.unfinished, poor.reason) == (True, "")
    assert mend.try_what_had_no_room() == 0
