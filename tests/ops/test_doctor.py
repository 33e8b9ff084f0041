from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings

from kindreel.core import clock
from kindreel.core.models import Heartbeat
from kindreel.ops import doctor, heartbeat, prepare
from kindreel.ops.checks import media, options, storage, tables, work
from kindreel.ops.finding import Finding, Level
from kindreel.videos.media import sandbox
from tests.world import World, video

pytestmark = pytest.mark.django_db


def levels(findings: Iterator[Finding]) -> list[tuple[str, Level]]:
    return [(finding.part, finding.level) for finding in findings]


def test_a_fresh_place_is_well() -> None:
    prepare.folders()
    assert [finding.part for finding in doctor.examine() if finding.level == Level.BROKEN] == []


def test_a_check_that_crashes_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash() -> Iterator[Finding]:
        raise RuntimeError("secret")

    monkeypatch.setattr(doctor, "CHECKS", [crash])
    (finding,) = doctor.examine()
    assert (finding.part, finding.level) == ("crash", Level.BROKEN)
    assert "secret" not in finding.says


def test_everything_that_is_not_well_says_how_to_mend_it() -> None:
    assert [one.part for one in doctor.examine() if one.level != Level.WELL and not one.mend] == []


def test_database_and_its_tables_are_well() -> None:
    assert levels(tables.database()) == [("database", Level.WELL)]
    assert levels(tables.migrations()) == [("tables", Level.WELL)]
    assert levels(tables.clock()) == [("clock", Level.WELL)]


def test_missing_folder_is_named(settings: Settings, tmp_path: Path) -> None:
    prepare.folders()
    settings.WORK = tmp_path / "nowhere"
    (finding,) = storage.folders()
    assert (finding.level, str(tmp_path / "nowhere") in finding.says) == (Level.BROKEN, True)


def test_storage_is_tried_and_left_clean() -> None:
    prepare.folders()
    assert levels(storage.folders()) == [("folders", Level.WELL), ("storage", Level.WELL)]
    assert [path for path in django_settings.FILES.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("gigabytes", "level"), [(100, Level.WELL), (3, Level.NOTE), (0.5, Level.BROKEN)])
def test_full_disk_is_told_in_time(monkeypatch: pytest.MonkeyPatch, gigabytes: float, level: Level) -> None:
    class Usage:
        free = gigabytes * storage.GIGABYTE

    monkeypatch.setattr(storage.shutil, "disk_usage", lambda _: Usage)
    assert levels(storage.disk()) == [("disk", level)]


def test_ffmpeg_has_what_we_need() -> None:
    assert levels(media.ffmpeg()) == [("ffmpeg", Level.WELL)]


@pytest.mark.parametrize("script", ["", "#!/bin/sh\necho ' V..... libx264 x'\n"])
def test_another_ffmpeg_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    tool = tmp_path / "ffmpeg"
    tool.write_text(script)
    tool.chmod(0o755)
    monkeypatch.setattr(media.tool, "binary", lambda: str(tool))
    assert levels(media.ffmpeg()) == [("ffmpeg", Level.BROKEN)]


def test_isolation_names_what_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "isolation", lambda: {"network": False, "memory": True})
    (finding,) = media.isolation()
    assert (finding.level, finding.says) == (Level.NOTE, "does not hold here: network")


def test_unknown_variable_is_named_with_the_closest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREEL_SIGNUP", "open")
    assert [finding.mend for finding in options.variables()] == ["Did you mean KINDREEL_SIGN_UP?"]


def test_plain_http_origin_is_broken(settings: Settings) -> None:
    settings.ORIGIN, settings.HTTPS = "http://reels.example.org", False
    assert levels(options.origin()) == [("origin", Level.BROKEN)]


def test_gates_are_told_missing_and_wrong(settings: Settings) -> None:
    settings.CONTENT_GATES = []
    assert [finding.says for finding in options.gates()] == ["none: captions, names and bios pass unread"]
    settings.CONTENT_GATES = ["kindreel.nowhere.gate"]
    assert levels(options.gates()) == [("gates", Level.BROKEN)]


def test_dead_worker_is_named() -> None:
    assert levels(work.processes()) == [("processes", Level.NOTE)]
    for kind in ("ticker", "worker.default", "worker.media"):
        heartbeat.beat(kind)
    assert levels(work.processes()) == [("processes", Level.WELL)]
    Heartbeat.objects.filter(name__startswith="worker.media").update(at=clock.now() - timedelta(minutes=5))
    (finding,) = work.processes()
    assert (finding.level, finding.says) == (Level.BROKEN, "no sign of life: worker.media")


def test_stuck_and_failed_videos_are_counted(world: World) -> None:
    past = clock.now() - timedelta(hours=1)
    video(world.ana, state="rendering", deadline=past)
    video(world.ana, state="failed", state_since=past, reason="broken")
    video(world.ana, state="failed", state_since=past - timedelta(days=9), reason="too_long")
    assert [finding.says.split(",")[0] for finding in work.stuck()] == ["1 videos are past their time"]
    assert [finding.says for finding in work.failed()] == [
        "1 videos could not be rendered within a day (broken)"
    ]
