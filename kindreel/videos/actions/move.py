"""Moving a video from state to state: by compare-and-set, so that a task that runs twice has one effect."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from kindreel.core import clock, events
from kindreel.videos.events import FAILED, HELD, MOVED, PUBLISHED
from kindreel.videos.models import Video
from kindreel.videos.states import AT_WORK, ATTEMPTS, GRAPH, State

LEASE = timedelta(seconds=45)
"""How long a claim holds without a sign of life; the worker renews it while it works."""

VERBS = {State.PUBLISHED: PUBLISHED, State.HELD: HELD, State.FAILED: FAILED}
WORK = Q(state__in=AT_WORK) | Q(state__in=[State.PUBLISHED, State.HELD], unfinished=True)


def claim(pk: str) -> Video | None:
    """The video with a fresh lease, if there is work on it and nobody else does it."""
    now = clock.now()
    free = Video.objects.filter(WORK, pk=pk, deleted_at=None).filter(Q(deadline=None) | Q(deadline__lt=now))
    if not free.filter(attempts__lt=ATTEMPTS).update(deadline=now + LEASE, attempts=F("attempts") + 1):
        return None
    return Video.objects.select_related("author").get(pk=pk)


def renew(video: Video) -> None:
    """Says that the work on it goes on."""
    now = clock.now()
    Video.objects.filter(pk=video.pk, deadline__gt=now).update(deadline=now + LEASE)


def move(video: Video, to: State, **fields: Any) -> bool:
    """From the state it was read in to the next; False when somebody else moved it first, or when it would go
    live with other words than those that were read."""
    if to not in GRAPH[State(video.state)].after:
        raise ValueError(f"no way from {video.state} to {to}")
    now = clock.now()
    fields = {"attempts": 0, "percent": 0, "reason": "", "deadline": _lease_of(video, to, now), **fields}
    with transaction.atomic():
        here = Video.objects.filter(pk=video.pk, state=video.state)
        if to == State.PUBLISHED:  # a gate read these words; newer ones must pass it first
            here = here.filter(caption=video.caption, language=video.language)
        if not here.update(state=to, state_since=now, **fields):
            return False
        events.record(VERBS.get(to, MOVED), subject=video.pk, detail=fields["reason"] or to)
    video.state, video.state_since = to, now
    for name, value in fields.items():
        setattr(video, name, value)
    return True


def _lease_of(video: Video, to: State, now: datetime) -> datetime | None:
    """A worker that goes on to the next state keeps its claim."""
    return now + LEASE if to in AT_WORK and video.deadline is not None else None


def put_back() -> list[str]:
    """For the ticker: fails what had its tries, and returns the ids that want a worker."""
    now = clock.now()
    lost = Video.objects.filter(WORK, deleted_at=None).filter(Q(deadline=None) | Q(deadline__lt=now))
    for video in lost.filter(attempts__gte=ATTEMPTS)[:100]:
        give_up(video, "tried")
    waiting = lost.filter(state_since__lt=now - timedelta(seconds=30)).filter(attempts__lt=ATTEMPTS)
    return list(waiting.order_by("created_at").values_list("pk", flat=True)[:200])


def give_up(video: Video, reason: str) -> None:
    """Failed, with its reason; a video that is live already keeps what it has and stops trying."""
    if State(video.state) in AT_WORK:
        move(video, State.FAILED, reason=reason)
    else:
        row = Video.objects.filter(pk=video.pk)
        row.update(unfinished=False, deadline=None)
        row.filter(state=State.PUBLISHED).update(reason=reason)  # why one is held must stay to be read
