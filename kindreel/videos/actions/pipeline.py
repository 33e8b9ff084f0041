"""The path of a video, one function per state. Each does its work, then moves the row; a crash repeats only
the step.

Media work happens in confined child processes (`videos.media`); here rows and files meet.
"""

import errno
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error, connection, transaction

from kindreel.core import addresses, clock, files, gates, storage
from kindreel.videos.actions import captions
from kindreel.videos.actions.change import fit_files
from kindreel.videos.actions.move import LEASE, claim, give_up, move, renew
from kindreel.videos.actions.receive import _to_work
from kindreel.videos.media import encode, plan, probe, remux, stills
from kindreel.videos.media.errors import MediaError
from kindreel.videos.models import Rendition, Video
from kindreel.videos.states import AT_WORK, State

BEAT = 10.0
log = logging.getLogger("kindreel.videos")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def advance(pk: str) -> None:
    """Takes the video as far as it goes: to published, held or failed. Nothing happens when another works
    on it."""
    video = claim(pk)
    if video is None:
        return
    with _lease(video), _folder() as folder:
        try:
            _go(video, folder)
        except MediaError as error:
            give_up(video, error.code)
        except OSError as error:
            give_up(video, "disk_full" if error.errno in FULL else "storage")


def _go(video: Video, folder: Path) -> None:
    is_new = State(video.state) in AT_WORK
    while State(video.state) in AT_WORK:
        if not STEPS[State(video.state)](video, folder):
            return
    if video.unfinished and not (is_new and _steps_aside(video)):
        finish(video, folder)


def _steps_aside(video: Video) -> bool:
    """Just live, while others still wait for their first film: the larger ones come after theirs."""
    waiting = Video.objects.kept().filter(state__in=AT_WORK, deadline=None)
    if not waiting.exists():
        return False
    Video.objects.filter(pk=video.pk).update(deadline=None)
    _to_work(video.pk)
    return True


def check(video: Video, folder: Path) -> bool:
    """received → probed: what is it, and does it keep within the limits?"""
    found = probe.probe(_source(video, folder), most_seconds=settings.MAX_VIDEO_SECONDS)
    return move(
        video,
        State.PROBED,
        probe=asdict(found),
        duration=found.duration,
        width=found.width,
        height=found.height,
    )


def strip(video: Video, folder: Path) -> bool:
    """probed → remuxed: the original without metadata takes the place of what was uploaded."""
    source = _source(video, folder)
    target = remux.remux(source, folder / "original", _probe(video))
    old, new = video.original, storage.keep(target, addresses.new_name(target.suffix[1:], public=False))
    with transaction.atomic():
        if not move(video, State.REMUXED, original=new):
            return False
        files.doom([old])
    return True


def begin(video: Video, _folder: Path) -> bool:
    """remuxed → rendering."""
    return move(video, State.RENDERING)


def render(video: Video, folder: Path) -> bool:
    """rendering → published (or held): poster and the smallest film; then it is live."""
    source, found = _source(video, folder), _probe(video)
    first = plan.ladder(found)[0]
    if first.name not in video.files():
        film = folder / f"{first.name}.mp4"
        encode.first(source, film, found, first, _percent_of(video))
        _keep(video, first.name, film, first.width, first.height)
    make_stills(video, source, found)
    return publish(video)


def make_stills(video: Video, source: Path, found: probe.Probe) -> None:
    """Poster at the chosen cover, and the colour behind it."""
    while "poster" not in video.files():
        target = source.parent / "poster.jpg"
        video.cover_at = Video.objects.values_list("cover_at", flat=True).get(pk=video.pk)
        at = min(video.cover_at, max(0.0, (video.duration or 0) - 0.1))
        width, height = stills.poster(source, target, at, found)
        video.backdrop = stills.backdrop(target)
        _keep(video, "poster", target, width, height)
        _forget(video, "old-poster")
        Video.objects.filter(pk=video.pk).update(backdrop=video.backdrop)
        if Video.objects.filter(pk=video.pk).exclude(cover_at=video.cover_at).exists():  # chosen meanwhile
            video.renditions.filter(spec="poster").update(spec="old-poster")


def publish(video: Video) -> bool:
    """Live, unless a gate holds the caption or captions; a gate that crashes holds them, too.

    They may have changed while the film was made: what goes live is what was read.
    """
    fresh = Video.objects.get(pk=video.pk)
    verdict = gates.read(gates.Draft("caption", fresh.caption, fresh.author_id, fresh.language))
    names, outcome = captions.read_again(fresh)
    live = max(verdict.outcome, outcome) == gates.Outcome.PASS
    to = State.PUBLISHED if live else State.HELD
    with transaction.atomic():
        # With the author's row: who turns private at this moment waits, or is waited for.
        now = Video.objects.select_for_update().select_related("author").get(pk=video.pk)
        if now.caption != fresh.caption or names != {words.name for words in now.captions}:
            return publish(video)
        video.caption, video.language = now.caption, now.language
        when = video.published_at or clock.now() if live else video.published_at
        fields = {"unfinished": True, "deadline": clock.now() + LEASE}
        if not move(video, to, reason="" if live else "text", published_at=when, **fields):
            return False
        fit_files(Video.objects.select_related("author").get(pk=video.pk))
    return True


def finish(video: Video, folder: Path) -> None:
    """What is missing still: larger renditions from one decode, then what is made from the smallest."""
    source, found = _material(video, folder)
    make_stills(video, source, found)
    have = video.files()
    specs = [spec for spec in plan.ladder(found) if spec.name not in have]
    targets = {spec: folder / f"{spec.name}.mp4" for spec in specs}
    if targets:
        encode.rest(source, targets, found, _percent_of(video))
    for spec, film in targets.items():
        _keep(video, spec.name, film, spec.width, spec.height)
    make_glimpses(video, folder)
    _end(video)


def make_glimpses(video: Video, folder: Path) -> None:
    """The silent preview, and the small pictures for the time line."""
    missing = {"preview", "sprite"} - set(video.files())
    if not missing:
        return
    film = video.films[0]
    small = storage.fetch(film.name, folder / "small.mp4")
    if "preview" in missing:
        preview = folder / "preview.mp4"
        stills.preview(small, preview)
        _keep(video, "preview", preview, 0, 0)
    if "sprite" in missing:
        sheet = plan.sheet(film.width, film.height, video.duration or 1.0)
        picture = folder / "sprite.jpg"
        stills.sprite(small, picture, sheet)
        _keep(video, "sprite", picture, sheet.width, sheet.height, asdict(sheet))


def _end(video: Video) -> None:
    with transaction.atomic():
        Video.objects.select_for_update().get(pk=video.pk)
        if "poster" not in video.files():  # another cover was chosen meanwhile
            Video.objects.filter(pk=video.pk).update(deadline=None)
            transaction.on_commit(lambda: _to_work(video.pk))
            return
        Video.objects.filter(pk=video.pk).update(unfinished=False, deadline=None, attempts=0, percent=100)
        if not settings.KEEP_ORIGINALS:
            files.doom([video.original])
            Video.objects.filter(pk=video.pk).update(original="")


STEPS: dict[State, Callable[[Video, Path], bool]] = {
    State.RECEIVED: check,
    State.PROBED: strip,
    State.REMUXED: begin,
    State.RENDERING: render,
}


def _probe(video: Video) -> probe.Probe:
    return probe.Probe(**video.probe)


def _material(video: Video, folder: Path) -> tuple[Path, probe.Probe]:
    """What to render from: the original, or the largest film where no original was kept, or it is lost."""
    if video.original and (default_storage.exists(video.original) or not video.films):
        return _source(video, folder), _probe(video)
    film = storage.fetch(video.films[-1].name, folder / "largest.mp4")
    return film, probe.probe(film, most_seconds=settings.MAX_VIDEO_SECONDS)


def _source(video: Video, folder: Path) -> Path:
    target = folder / ("source" + Path(video.original).suffix)
    return target if target.exists() else storage.fetch(video.original, target)


def _keep(
    video: Video, spec: str, path: Path, width: int, height: int, geometry: dict[str, Any] | None = None
) -> None:
    """Stores a made file and its row; a row that another run was quicker to make stays, and ours goes."""
    # Stored before the transaction, which on SQLite keeps every other writer waiting.
    public = Video.objects.select_related("author").get(pk=video.pk).is_public
    name = storage.keep(path, addresses.new_name(path.suffix[1:], public=public))
    with transaction.atomic():
        fresh = Video.objects.select_for_update().select_related("author").get(pk=video.pk)
        if fresh.is_public != public:
            files.doom([name])
            name = files.renamed_copy(name, public=fresh.is_public)
        made = {"name": name, "width": width, "height": height, "bytes": path.stat().st_size}
        made["geometry"] = geometry or {}
        row, is_new = Rendition.objects.get_or_create(video=fresh, spec=spec, defaults=made)
        if not is_new and row.name != name:
            files.doom([name])
    video._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # what was read before is stale now


def _forget(video: Video, spec: str) -> None:
    with transaction.atomic():
        old = Rendition.objects.filter(video=video, spec=spec)
        files.doom(old.values_list("name", flat=True))
        old.delete()


def _percent_of(video: Video) -> Callable[[float], None]:
    last = -1

    def tell(fraction: float) -> None:
        nonlocal last
        percent = max(0, min(99, int(fraction * 100)))
        if percent > last:
            last = percent
            Video.objects.filter(pk=video.pk).update(percent=percent)

    return tell


@contextmanager
def _folder() -> Iterator[Path]:
    settings.WORK.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="video-", dir=settings.WORK))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _lease(video: Video) -> Iterator[None]:
    """Renews the claim while the work goes on; a killed worker stops renewing, and the ticker puts the row
    back."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT):
            try:
                renew(video)
            except Error:  # the claim holds for three more beats; the line may be broken, so a new one then
                log.warning("video.not_renewed", extra={"video": video.pk})
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
