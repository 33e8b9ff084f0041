"""Captions that an author sends along: cleaned, kept as a file of the video, as private as the video is."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import addresses, events, files, gates, storage
from kindreel.core.errors import Refused
from kindreel.videos.actions.change import _locked, fit_files
from kindreel.videos.actions.move import move
from kindreel.videos.events import CAPTIONED, UNCAPTIONED
from kindreel.videos.media import captions
from kindreel.videos.models import Rendition, Video
from kindreel.videos.models.rendition import CAPTIONS
from kindreel.videos.states import State


def add(*, video: Video, language: str, data: bytes) -> None:
    """In place of those in the same language.

    Raises `Refused` with the field. Words that a gate holds take the video out of sight until somebody has
    looked, as with an edited caption.
    """
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Please choose one of the list."), field="language")
    text = _cleaned(data)
    verdict = gates.read(gates.Draft("captions", text, video.author_id, language))
    if verdict.outcome == gates.Outcome.REFUSE:
        raise Refused(verdict.reason or _("This text cannot stand here."), field="file")
    with transaction.atomic():
        video = _locked(video)
        _keep(video, CAPTIONS + language, text)
        if verdict.outcome == gates.Outcome.HOLD and video.state == State.PUBLISHED:
            move(video, State.HELD, reason="text", unfinished=video.unfinished)
            fit_files(video, fresh=True)  # a signed address from before must not outlive it
        events.record(CAPTIONED, actor_id=video.author_id, subject=video.pk, detail=language)


def read_again(video: Video) -> tuple[set[str], gates.Outcome]:
    """Which files the captions are in, and what the gates say of the words: those of a video that was not
    live yet held nothing back when they came."""
    names, outcome = set(), gates.Outcome.PASS
    for row in video.renditions.filter(spec__startswith=CAPTIONS):
        names.add(row.name)
        try:
            with default_storage.open(row.name) as file:
                text = file.read().decode()
        except FileNotFoundError:  # others took their place meanwhile, or they are lost
            outcome = gates.Outcome.HOLD
            continue
        draft = gates.Draft("captions", text, video.author_id, row.language)
        outcome = max(outcome, gates.read(draft).outcome)
    return names, outcome


def _cleaned(data: bytes) -> str:
    try:
        return captions.clean(data)
    except captions.CaptionError as error:
        raise Refused(str(error.sentence), field="file") from error


def _keep(video: Video, spec: str, text: str) -> None:
    _forget(video, spec)
    name = addresses.new_name("vtt", public=video.is_public)
    with tempfile.TemporaryDirectory(prefix="captions-", dir=settings.WORK) as folder:
        path = Path(folder) / "captions.vtt"
        path.write_text(text, encoding="utf-8", newline="\n")
        size = path.stat().st_size
        Rendition.objects.create(video=video, spec=spec, name=storage.keep(path, name), bytes=size)


def _forget(video: Video, spec: str) -> bool:
    old = Rendition.objects.filter(video=video, spec=spec)
    files.doom(old.values_list("name", flat=True))
    return bool(old.delete()[0])


def remove(*, video: Video, language: str) -> None:
    """Gone at once, with their address; nothing happens where there are none."""
    with transaction.atomic():
        video = _locked(video)
        if _forget(video, CAPTIONS + language):
            events.record(UNCAPTIONED, actor_id=video.author_id, subject=video.pk, detail=language[:8])
