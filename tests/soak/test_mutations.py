"""Damaged clips by the hundred: each is published or failed with a sentence, and nothing stays behind."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from kindreel.core.errors import Refused
from kindreel.videos.actions import change, pipeline
from kindreel.videos.actions.receive import About, receive
from kindreel.videos.models import Rendition, Video
from kindreel.videos.timeline import REASONS
from tests.soak.mutations import mutation
from tests.world import World

pytestmark = pytest.mark.soak
BATCHES, EACH = 16, 20
LONGEST = 90.0
"""Seconds for one second of small film, on a machine that does other things too."""
TOLD: Counter[str] = Counter()
SLOWEST: list[tuple[float, str]] = []


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


@pytest.fixture(autouse=True, scope="module")
def figures(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(
            f"\nmutations: {TOLD.total()}; {dict(TOLD.most_common())}; slowest: {max(SLOWEST, default=None)}"
        )


def _left_behind() -> tuple[int, ...]:
    """Child processes, open files, things in the work folder and in the one for temporary files."""
    me = psutil.Process()
    folders = [len(list(folder.iterdir())) for folder in (settings.WORK, Path(tempfile.gettempdir()))]
    return len(me.children(recursive=True)), me.num_fds(), *folders


def _stored() -> set[str]:
    files = (path for path in settings.FILES.rglob("*") if path.is_file())
    return {str(path.relative_to(settings.FILES)) for path in files}


def _fate(world: World, path: Path, name: str) -> str:
    began = time.monotonic()
    try:
        row = receive(author=world.ana, path=path, about=About(caption=name))
    except Refused:
        return "refused"
    pipeline.advance(row.pk)
    row.refresh_from_db()
    took = time.monotonic() - began
    SLOWEST.append((round(took, 1), name))
    assert took < LONGEST, name
    assert row.deadline is None, name
    assert not row.unfinished, name
    assert row.state == "published" or (row.state == "failed" and row.reason in REASONS), (name, row.state)
    named = set(Rendition.objects.values_list("name", flat=True)) | {row.original}
    assert _stored() == named, name
    change.erase(video=row)
    return row.reason or row.state


@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_happened_to_a_clip_it_ends_well_or_plainly(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    path, temporary = tmp_path / "clip", tmp_path / "temporary"
    path.write_bytes(mutation(0)[1])
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    _fate(world, path, "warm up")  # what is opened once and kept: connections, caches
    before = _left_behind()
    for seed in range(batch * EACH, (batch + 1) * EACH):
        name, data = mutation(seed)
        path.write_bytes(data)
        TOLD[_fate(world, path, name)] += 1
        assert _left_behind() == before, name
    assert not Video.objects.exists()
    assert _stored() == set()
