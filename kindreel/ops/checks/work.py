"""Who works, and what is stuck."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kindreel.core import clock
from kindreel.ops import heartbeat
from kindreel.ops.finding import Finding, broken, note, well
from kindreel.videos.actions.move import WORK
from kindreel.videos.models import Video
from kindreel.videos.states import State

LATE = timedelta(minutes=5)
"""The ticker puts a row back within seconds of its deadline; minutes later nobody does."""
DAY = timedelta(days=1)


def processes() -> Iterator[Finding]:
    kinds = ["ticker", *(f"worker.{queue}" for queue in settings.TASKS["default"]["QUEUES"])]
    missing = [kind for kind in kinds if not heartbeat.is_alive(kind)]
    if len(missing) == len(kinds):
        yield note("processes", "the community is not running", "Start it: make run, or kindreel serve")
    elif missing:
        mend = "Look into logs/kindreel.log in the data folder, and start the server again."
        yield broken("processes", f"no sign of life: {', '.join(missing)}", mend)
    else:
        yield well("processes", f"alive: {', '.join(kinds)}")


def stuck() -> Iterator[Finding]:
    limit = clock.now() - LATE
    late = Video.objects.filter(WORK, deleted_at=None, deadline__lt=limit).count()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=limit).count()
    if late or waiting:
        mend = (
            "Start the server: its ticker sends them to work again. More KINDREEL_MEDIA_WORKERS work faster."
        )
        yield note(
            "work", f"{late} videos are past their time, {waiting} jobs wait for 5 minutes or more", mend
        )
    else:
        yield well("work", "nothing waits for long")


def failed() -> Iterator[Finding]:
    since = clock.now() - DAY
    videos = Video.objects.filter(state=State.FAILED, state_since__gt=since)
    reasons = sorted(set(videos.values_list("reason", flat=True)))
    tasks = DBTaskResult.objects.failed().filter(finished_at__gt=since).count()
    if tasks:
        mend = "Look for task.failed in logs/kindreel.log; a bug of ours deserves a report."
        yield note("failures", f"{tasks} jobs crashed within a day", mend)
    if reasons:
        says = f"{videos.count()} videos could not be rendered within a day ({', '.join(reasons)})"
        yield note("failures", says, "Their authors see why and can try again.")
    if not tasks and not reasons:
        yield well("failures", "none within a day")
