from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from kindreel.core.models import Event, Heartbeat
from kindreel.ops.backup import rows
from kindreel.people.models import Person
from kindreel.videos.models import Video
from tests.world import World, video

LONG_AGO = datetime(2001, 2, 3, 4, 5, 6, 789012, UTC)


def test_rows_come_back_exactly(world: World, tmp_path: Path) -> None:
    made = video(
        world.ana, "Ünïcode\n\u2028 'quote' \\ #kind", probe={"a": [1, None, "é"]}, deadline=LONG_AGO
    )
    before = Video.objects.values().get()
    assert rows.dump(Video, tmp_path / "videos") == 1
    made.delete()
    assert rows.load(Video, tmp_path / "videos", connection) == 1
    assert Video.objects.values().get() == before


def test_times_of_old_rows_do_not_become_now(db: None, tmp_path: Path) -> None:
    event = Event.objects.create(verb="test")
    Event.objects.filter(pk=event.pk).update(at=LONG_AGO)
    rows.dump(Event, tmp_path / "events")
    Event.objects.all().delete()
    rows.load(Event, tmp_path / "events", connection)
    assert Event.objects.get().at == LONG_AGO


@pytest.mark.parametrize("count", [0, 1, rows.CHUNK, rows.CHUNK + 1])
def test_every_row_is_counted(db: None, tmp_path: Path, count: int) -> None:
    Event.objects.bulk_create([Event(verb="test", detail=str(number)) for number in range(count)])
    assert rows.dump(Event, tmp_path / "events") == count
    Event.objects.all().delete()
    assert rows.load(Event, tmp_path / "events", connection) == Event.objects.count() == count


def test_every_table_is_taken(db: None) -> None:
    ours = {model for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    assert ours - set(rows.tables().values()) == {Heartbeat}
    assert {Person, Video, Video.hashtags.through} <= set(rows.tables().values())
