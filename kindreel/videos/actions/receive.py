"""A video arrives: the file is durable first, then the row; from then on it is never lost."""

import errno
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kindreel.core import addresses, clock, events, gates, storage
from kindreel.core.errors import NotFound, Refused
from kindreel.core.shelf import Shelf, Upload, is_id
from kindreel.core.text import clean_text
from kindreel.people.models import Person
from kindreel.people.visibility import server_is_closed
from kindreel.videos.actions.caption import apply_caption
from kindreel.videos.events import RECEIVED
from kindreel.videos.media.errors import SENTENCES
from kindreel.videos.models import Video
from kindreel.videos.models.video import MOST_CAPTION, Audience, Commenters


@dataclass(frozen=True, kw_only=True)
class About:
    """What its author says about a video; checked by `checked`."""

    caption: str = ""
    audience: str = Audience.EVERYONE
    commenters: str = ""  # not said: everyone, or followers where the young are protected
    language: str = ""
    sensitive: bool = False
    cover_at: float = 0.0


def checked(about: About, author: Person) -> About:
    """With a clean caption.

    Raises `Refused` when it is too long or a gate refuses it.
    """
    caption = clean_text(about.caption, most=MOST_CAPTION, field="caption")
    allowed = commenters_for(author)
    if about.commenters and about.commenters not in allowed:
        words = _("Under 16, strangers cannot comment on your videos. Choose your followers, or fewer.")
        raise Refused(words, field="commenters")
    verdict = gates.read(gates.Draft("caption", caption, author.pk, about.language or author.language))
    if verdict.outcome == gates.Outcome.REFUSE:
        raise Refused(verdict.reason or _("This text cannot stand here."), field="caption")
    more = {"caption": caption, "commenters": about.commenters or allowed[0]}
    return About(**{**about.__dict__, **more, "cover_at": max(0.0, about.cover_at)})


def commenters_for(author: Person) -> list[str]:
    """Who may be let comment on this author's videos, widest first: under 16 no strangers."""
    young = author.is_young and not server_is_closed()
    return [value for value in Commenters.values if not (young and value == Commenters.EVERYONE)]


def check_size(size: int) -> None:
    """Raises `Refused` for nothing and for too much."""
    if size == 0:
        raise Refused(_("This file is empty."), field="file")
    if size > settings.MAX_VIDEO_MEGABYTES * 1_000_000:
        raise Refused(
            _("This file is too large: up to %(most)d MB fit.") % {"most": settings.MAX_VIDEO_MEGABYTES},
            field="file",
        )


def check_pace(author: Person) -> None:
    """Raises `Refused` when the author's day is full, or they may not upload (yet)."""
    if author.state != "active":
        raise Refused(_("You can upload when a moderator has let you in."))
    since = clock.now() - timedelta(days=1)
    if Video.objects.filter(author=author, created_at__gt=since).count() >= settings.UPLOADS_PER_DAY:
        raise Refused(_("You have uploaded %(most)d videos today. Come back tomorrow.") % {
            "most": settings.UPLOADS_PER_DAY})  # fmt: skip


def receive_upload(*, author: Person, upload: str, about: About) -> Video:
    """A finished resumable upload becomes a video; asked twice, even at once, it is one video.

    The row comes before the upload goes: a crash between the two leaves both, and the next question mends
    it. Raises `NotFound` for one that is not there or not the author's, `Refused` for one that is not
    finished or does not fit; then it stays on the shelf.
    """
    shelf = Shelf(settings.UPLOADS)
    found = shelf.find(upload, time.time())
    if not is_id(upload) or (found is not None and found.owner != author.pk):
        raise NotFound
    video = _made_of(author, upload) or _make_of(author, shelf, found, about)
    shelf.remove(upload)
    if video.deleted_at is not None:
        raise NotFound
    return video


def _made_of(author: Person, upload: str) -> Video | None:
    return Video.objects.filter(author=author, upload=upload).first()


def _make_of(author: Person, shelf: Shelf, found: Upload | None, about: About) -> Video:
    if found is None:
        raise NotFound
    if not found.is_complete:
        raise Refused(_("This upload is not finished yet."), field="upload")
    try:
        return receive(author=author, path=shelf.body(found), about=about, upload=found.id)
    except (IntegrityError, FileNotFoundError):
        # The same form came twice at once, and the other one was quicker. Its copy stays, ours is swept.
        video = _made_of(author, found.id)
        if video is None:
            raise
        return video


def receive(*, author: Person, path: Path, about: About, upload: str | None = None) -> Video:
    """Keeps the file at `path` (a copy, synced to disk), makes the row and sends it to work.

    Raises `Refused` with the field that it belongs to; then nothing is kept.
    """
    check_pace(author)
    check_size(path.stat().st_size)
    about = checked(about, author)
    name = _kept(path)
    with transaction.atomic():
        video = Video.objects.create(
            author=author,
            upload=upload,
            original=name,
            audience=about.audience,
            commenters=about.commenters,
            language=about.language or author.language,
            sensitive=about.sensitive,
            cover_at=about.cover_at,
        )
        apply_caption(video, about.caption)
        events.record(RECEIVED, actor_id=author.pk, subject=video.pk)
        # The ticker sends it to work as well: a queue that fails here must not look like a video that did.
        transaction.on_commit(lambda: _to_work(video.pk), robust=True)
    return video


def _kept(path: Path) -> str:
    try:
        return storage.keep(path, addresses.new_name("raw", public=False))
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise Refused(str(SENTENCES["disk_full"]), field="file") from error


def _to_work(pk: str) -> None:
    from kindreel.videos.jobs import send

    send(pk)
