"""A video arrives: the file is durable first, then the row; from then on it is never lost."""

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import addresses, clock, events, gates, storage
from kindreel.core.errors import NotFound, Refused
from kindreel.core.shelf import Shelf
from kindreel.core.text import clean_text
from kindreel.people.models import Person
from kindreel.videos.actions.caption import apply_caption
from kindreel.videos.events import RECEIVED
from kindreel.videos.models import Video
from kindreel.videos.models.video import MOST_CAPTION, Audience, Commenters


@dataclass(frozen=True, kw_only=True)
class About:
    """What its author says about a video; checked by `checked`."""

    caption: str = ""
    audience: str = Audience.EVERYONE
    commenters: str = Commenters.EVERYONE
    language: str = ""
    sensitive: bool = False
    cover_at: float = 0.0


def checked(about: About, author: Person) -> About:
    """With a clean caption.

    Raises `Refused` when it is too long or a gate refuses it.
    """
    caption = clean_text(about.caption, most=MOST_CAPTION, field="caption")
    verdict = gates.read(gates.Draft("caption", caption, author.pk, about.language or author.language))
    if verdict.outcome == gates.Outcome.REFUSE:
        raise Refused(verdict.reason or _("This text cannot stand here."), field="caption")
    return About(**{**about.__dict__, "caption": caption, "cover_at": max(0.0, about.cover_at)})


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
    """A finished resumable upload becomes a video; asked twice, it is one video.

    Raises `NotFound` for one that is not there or not the author's, `Refused` for one that is not finished.
    """
    known = Video.objects.filter(author=author, upload=upload, deleted_at=None).first()
    shelf = Shelf(settings.UPLOADS)
    found = shelf.find(upload, time.time())
    if known is None:
        if found is None or found.owner != author.pk:
            raise NotFound
        if not found.is_complete:
            raise Refused(_("This upload is not finished yet."), field="upload")
        known = receive(author=author, path=shelf.body(found), about=about, upload=upload)
    if found is not None and found.owner == author.pk:
        shelf.remove(upload)
    return known


def receive(*, author: Person, path: Path, about: About, upload: str | None = None) -> Video:
    """Keeps the file at `path` (a copy, synced to disk), makes the row and sends it to work.

    Raises `Refused` with the field that it belongs to; then nothing is kept.
    """
    check_pace(author)
    check_size(path.stat().st_size)
    about = checked(about, author)
    name = storage.keep(path, addresses.new_name("raw", public=False))
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
        transaction.on_commit(lambda: _to_work(video.pk))
    return video


def _to_work(pk: str) -> None:
    from kindreel.videos.jobs import work

    work.enqueue(pk)
