"""Files that got lost behind their rows: found a few at a time, and made again by a worker."""

import logging

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from kindreel.core import files
from kindreel.videos.actions.receive import _to_work
from kindreel.videos.models import Rendition, Video
from kindreel.videos.models.rendition import CAPTIONS
from kindreel.videos.states import State

log = logging.getLogger("kindreel.videos")
AT_ONCE = 200
ROOM_CAME_BACK = Q(reason__in=["disk_full", "storage"])
SUSPICIOUS = 10
"""From so many lost files on, it is looked at whether the storage itself is gone."""


def look(after: int = 0) -> tuple[int, int]:
    """Looks at the next rows after this one; returns where to go on (0: from the start) and how many were
    lost.

    When most files seem lost, the storage is not there, and nothing is touched.
    """
    rows = list(_settled().filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    lost = [row for row in rows if not default_storage.exists(row.name)]
    if len(lost) >= SUSPICIOUS and len(lost) * 2 > len(rows):
        log.error("storage.seems_gone", extra={"lost": len(lost), "looked_at": len(rows)})
        return 0, 0
    mended = sum(_make_again(row) for row in lost)
    return (rows[-1].pk if len(rows) == AT_ONCE else 0), mended


def _settled() -> "QuerySet[Rendition]":
    """What can be made again, of videos on which nobody works."""
    made = Rendition.objects.exclude(spec__startswith=CAPTIONS)
    still = {"video__deleted_at": None, "video__unfinished": False}
    return made.filter(**still, video__state__in=[State.PUBLISHED, State.HELD])


def _make_again(row: Rendition) -> bool:
    """Compared again under the lock: a new name may have come between the list and the look."""
    with transaction.atomic():
        video = Video.objects.select_for_update().get(pk=row.video_id)
        same = Rendition.objects.filter(pk=row.pk, name=row.name)
        if default_storage.exists(row.name) or not _can_render(video, row) or not same.delete()[0]:
            return False
        log.warning("file.lost", extra={"video": video.pk, "spec": row.spec})
        files.doom([row.name])
        send_again(video)
    return True


def _can_render(video: Video, lost: Rendition) -> bool:
    sources = [video.original, *(film.name for film in video.films if film.pk != lost.pk)]
    return any(name and default_storage.exists(name) for name in sources)


def send_again(video: Video) -> None:
    """Inside a transaction: what is missing of a live video is made."""
    row = Video.objects.filter(pk=video.pk)
    row.update(unfinished=True, attempts=0, deadline=None)
    row.filter(state=State.PUBLISHED).update(reason="")
    transaction.on_commit(lambda: _to_work(video.pk))


def try_what_had_no_room() -> int:
    """Live videos whose larger renditions found no room, or no storage; a few, again."""
    poor = Video.objects.published().filter(ROOM_CAME_BACK, unfinished=False).order_by("pk")[:20]
    for video in poor:
        with transaction.atomic():
            send_again(video)
    return len(poor)
