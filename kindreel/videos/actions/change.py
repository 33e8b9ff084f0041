"""What an author does with a video that is there: edit, delete, take back, try again."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import clock, events, files, gates
from kindreel.core.addresses import is_public
from kindreel.core.errors import NotFound, Refused
from kindreel.videos.actions.caption import apply_caption
from kindreel.videos.actions.move import move
from kindreel.videos.actions.receive import About, _to_work, checked
from kindreel.videos.events import DELETED, EDITED, ERASED, RETRIED, UNDELETED
from kindreel.videos.models import Rendition, Video
from kindreel.videos.states import State


def edit(*, video: Video, about: About) -> Video:
    """New words and settings. A narrower audience gives the files new keys before this returns.

    Raises `Refused` with the field. A caption that a gate holds takes the video out of sight until it is
    looked at.
    """
    about = checked(about, video.author)
    verdict = gates.read(gates.Draft("caption", about.caption, video.author_id, about.language))
    with transaction.atomic():
        video = _locked(video)
        reach = _reach(video)
        for name in ("audience", "commenters", "sensitive"):
            setattr(video, name, getattr(about, name))
        video.language = about.language or video.language
        moved_cover = about.cover_at != video.cover_at
        video.cover_at, video.edited_at = about.cover_at, clock.now()
        video.save(update_fields=["audience", "commenters", "sensitive", "language", "cover_at", "edited_at"])
        apply_caption(video, about.caption)
        if verdict.outcome != gates.Outcome.PASS and video.state == State.PUBLISHED:
            move(video, State.HELD, reason="text", unfinished=video.unfinished)
        if moved_cover:
            _new_cover(video)
        fit_files(video, fresh=_reach(video) != reach)
        events.record(EDITED, actor_id=video.author_id, subject=video.pk)
    return video


def _reach(video: Video) -> tuple[str, bool, str]:
    """What decides who may watch; a signed address from before a change must not outlive it."""
    return video.audience, video.sensitive, video.state


def _new_cover(video: Video) -> None:
    """The poster is made again by a worker; until then the old one stands."""
    if not video.original:
        return
    if not video.renditions.filter(spec="old-poster").exists():
        video.renditions.filter(spec="poster").update(spec="old-poster")
    if video.state in (State.PUBLISHED, State.HELD):
        Video.objects.filter(pk=video.pk).update(unfinished=True, attempts=0)
        transaction.on_commit(lambda: _to_work(video.pk))


def delete(*, video: Video) -> None:
    """Out of sight at once, addresses dead at once; it can come back for a while."""
    with transaction.atomic():
        video = _locked(video)
        video.deleted_at = clock.now()
        video.save(update_fields=["deleted_at"])
        fit_files(video, fresh=True)
        events.record(DELETED, actor_id=video.author_id, subject=video.pk)


def undelete(*, video: Video) -> None:
    """As it was, with new addresses; work that was interrupted goes on."""
    with transaction.atomic():
        there = Video.objects.select_for_update().select_related("author").filter(pk=video.pk).first()
        if there is None:  # erased a moment ago
            raise NotFound
        video = there
        if video.deleted_at is None:
            return
        if video.deleted_at < clock.now() - timedelta(days=settings.UNDO_DAYS):
            raise Refused(_("The time to bring this video back is over."))
        video.deleted_at = None
        video.save(update_fields=["deleted_at"])
        fit_files(video)
        events.record(UNDELETED, actor_id=video.author_id, subject=video.pk)
        transaction.on_commit(lambda: _to_work(video.pk))


def retry(*, video: Video) -> None:
    """Another try for what failed; the upload was kept."""
    with transaction.atomic():
        video = _locked(video)
        if video.state == State.FAILED and move(video, _where_to_go_on(video)):
            events.record(RETRIED, actor_id=video.author_id, subject=video.pk)
            transaction.on_commit(lambda: _to_work(video.pk))


def _where_to_go_on(video: Video) -> State:
    """A stripped original is not stripped again: what the probe says of its tracks was true of the upload."""
    if not video.probe:
        return State.RECEIVED
    return State.PROBED if video.original.endswith(".raw") else State.REMUXED


def erase(*, video: Video) -> None:
    """Gone for good, with every file."""
    with transaction.atomic():
        names = [video.original, *video.renditions.values_list("name", flat=True)]
        events.record(ERASED, subject=video.pk)
        Video.objects.filter(pk=video.pk).delete()
        files.doom(names)


def overdue() -> list[Video]:
    """Deleted so long ago that they cannot come back."""
    limit = clock.now() - timedelta(days=settings.UNDO_DAYS)
    return list(Video.objects.filter(deleted_at__lt=limit)[:200])


def fit_files(video: Video, *, fresh: bool = False) -> None:
    """Gives files names that fit the audience; inside a transaction. `fresh`: all new, whatever they were."""
    fit_all([video], fresh=fresh)


def fit_all(videos: Sequence[Video], *, fresh: bool = False) -> None:
    """As `fit_files`, for all videos of a person at once: on SQLite every other writer waits for this."""
    for public in (True, False):
        rows = [row for video in videos if video.is_public == public for row in video.renditions.all()]
        rows = [row for row in rows if fresh or is_public(row.name) != public]
        new = files.renamed_copies([row.name for row in rows], public=public)
        files.doom(new)
        for row in rows:
            row.name = new[row.name]
        Rendition.objects.bulk_update(rows, ["name"], batch_size=200)


def _locked(video: Video) -> Video:
    fresh = (
        Video.objects.select_for_update()
        .select_related("author")
        .filter(pk=video.pk, deleted_at=None)
        .first()
    )
    if fresh is None:
        raise NotFound
    return fresh
