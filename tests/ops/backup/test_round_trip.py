"""Whole processes: a real video, a backup while somebody writes, and everything back in another place."""

import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clips import landscape
from tests.ops.homes import Home, home
from tests.processes import running, until

pytestmark = pytest.mark.slow

WRITER = """
import itertools, pathlib, sys
from django.db import transaction
from kindreel.core.models import Event
from kindreel.hashtags.models import Hashtag
from kindreel.videos.actions.change import edit
from kindreel.videos.actions.receive import About
from kindreel.videos.models import Video
stop, begun = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1] + ".begun")
for number in itertools.count():
    with transaction.atomic():
        Hashtag.objects.create(name=f"pair{number}", shown="x")
        Event.objects.create(verb="test.pair", detail=str(number))
    edit(video=Video.objects.get(), about=About(audience=["only_me", "everyone"][number % 2]))
    if number == 5:
        begun.touch()
    if stop.exists():
        break
"""
PAIRS = """
from kindreel.core.models import Event
from kindreel.hashtags.models import Hashtag
print(Event.objects.filter(verb="test.pair").count(), Hashtag.objects.filter(name__startswith="pair").count())
"""
MEDIA = """
import hashlib, json
from django.core.files.storage import default_storage as storage
from kindreel.videos.models import Video
video = Video.objects.get()
names = {"original": video.original} | {made.spec: made.name for made in video.renditions.all()}
digests = {spec: hashlib.sha256(storage.open(name).read()).hexdigest() for spec, name in names.items()}
print(json.dumps(digests))
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with home(tmp_path_factory.mktemp("source") / "var") as made:
        assert made.kindreel("create-person", "ana", "--birth-year", "1990").returncode == 0
        done = made.kindreel(
            "import-video", str(landscape()), "--as", "ana", "--caption", "Hello #kind", "--wait"
        )
        assert done.returncode == 0, done.stderr
        yield made


def rows_of(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as opened:
        found = {}
        for member in opened:
            if member.name.startswith("rows/"):
                content = opened.extractfile(member)
                assert content is not None
                found[member.name] = content.read()
        return found


def test_what_comes_back_is_what_was_there(source: Home, tmp_path: Path) -> None:
    first, second = tmp_path / "first.tar", tmp_path / "second.tar"
    made = source.kindreel("backup", str(first), "--json")
    assert made.returncode == 0, made.stderr
    with home(tmp_path / "back") as back:
        told = back.kindreel("restore", str(first), "--json")
        assert (told.returncode, json.loads(told.stdout)) == (0, json.loads(made.stdout)), told.stderr
        assert back.kindreel("backup", str(second)).returncode == 0
        assert back.ask(MEDIA) == source.ask(MEDIA)
        assert (back.data / "secret").read_text() == (source.data / "secret").read_text()
        assert back.kindreel("create-person", "ben").returncode == 0
        again = back.kindreel("restore", str(first))
        assert (again.returncode, "into an empty data folder only" in again.stderr) == (1, True)
    assert rows_of(second) == rows_of(first)
    assert first.stat().st_mode & 0o077 == 0


def test_an_older_backup_is_not_written_over(source: Home, tmp_path: Path) -> None:
    archive = tmp_path / "old.tar"
    archive.write_text("old")
    told = source.kindreel("backup", str(archive))
    assert (told.returncode, "is there already" in told.stderr, archive.read_text()) == (1, True, "old")


def test_backup_is_whole_while_somebody_writes(source: Home, tmp_path: Path) -> None:
    stop, archive = tmp_path / "stop", tmp_path / "busy.tar"
    with running([*source.python(WRITER), str(stop)], env=source.env, stderr=subprocess.PIPE) as writer:
        until(lambda: Path(f"{stop}.begun").exists())
        made = source.kindreel("backup", str(archive), "--json")
        stop.touch()
        assert writer.wait(20) == 0
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["lost"] == []
    with home(tmp_path / "back") as back:
        assert back.kindreel("restore", str(archive)).returncode == 0
        events, hashtags = back.ask(PAIRS).split()
        assert events == hashtags != "0"
        assert back.ask(MEDIA) == source.ask(MEDIA)


def test_backup_of_older_tables_is_brought_up_to_date(tmp_path: Path) -> None:
    archive = tmp_path / "older.tar"
    with home(tmp_path / "older") as older:
        assert older.kindreel("create-person", "ana").returncode == 0
        older.ask("from django.core.management import call_command as call; call('migrate', 'mfa', '0001')")
        assert older.kindreel("backup", str(archive)).returncode == 0
    with home(tmp_path / "back") as back:
        told = back.kindreel("restore", str(archive))
        assert told.returncode == 0, told.stderr
        assert back.ask("from kindreel.people.models import Person; print(Person.objects.get())") == "@ana"
        again = back.kindreel("doctor", "--json")
        parts = {one["part"]: one["level"] for one in json.loads(again.stdout)["findings"]}
        assert parts["tables"] == "well"
