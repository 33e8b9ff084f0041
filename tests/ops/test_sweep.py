import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kindreel.core import addresses, files
from kindreel.ops import sweep
from kindreel.people.models import Person
from kindreel.videos.models import Rendition
from tests.world import World, video

DAY = 86400


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time() + 2 * DAY
    monkeypatch.setattr(sweep.time, "time", lambda: now)


def stored(*, public: bool = False, ending: str = "mp4") -> str:
    return default_storage.save(addresses.new_name(ending, public=public), ContentFile(b"bytes"))


def test_files_that_rows_name_stay(world: World, tomorrow: None) -> None:
    picture, original, film, orphan = stored(), stored(), stored(public=True), stored(public=True)
    Person.objects.filter(pk=world.ana.pk).update(picture=picture)
    Rendition.objects.filter(video=video(world.ana, original=original), spec="480p").update(name=film)
    assert sweep.sweep_files() == 1
    there = [name for name in (picture, original, film, orphan) if default_storage.exists(name)]
    assert there == [picture, original, film]


def test_files_of_another_database_stay(world: World, tomorrow: None) -> None:
    """The server was started with a wrong or an empty database: its files are all that is left of it."""
    theirs = [stored() for _ in range(sweep.SUSPICIOUS)]
    Person.objects.filter(pk=world.ana.pk).update(picture=stored())
    assert sweep.sweep_files() == 0
    assert all(default_storage.exists(name) for name in theirs)


def test_young_files_stay(db: None) -> None:
    name = stored()
    assert (sweep.sweep_files(), default_storage.exists(name)) == (0, True)


def test_a_renamed_copy_counts_as_young(db: None) -> None:
    """Its bytes are old, its name is new: the row that will name it may not be there yet."""
    old = stored()
    os.utime(default_storage.path(old), (1, 1))
    new = files.renamed_copy(old, public=True)
    sweep.sweep_files()
    assert default_storage.exists(new)


def test_old_leftovers_of_work_go(db: None) -> None:
    settings.WORK.mkdir(parents=True, exist_ok=True)
    for name in ("old", "young"):
        (settings.WORK / name).mkdir()
        (settings.WORK / name / "film.mp4").write_bytes(b"x")
    (settings.WORK / "old.upload").write_bytes(b"x")
    (settings.WORK / "link").symlink_to(Path(__file__).parent)
    for name in ("old", "old.upload"):
        os.utime(settings.WORK / name, (1, 1))
    os.utime(settings.WORK / "link", (1, 1), follow_symlinks=False)
    assert sweep.sweep_work() == 3
    assert [path.name for path in settings.WORK.iterdir()] == ["young"]
    assert Path(__file__).exists()
