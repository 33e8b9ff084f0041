"""What the ticker does with rows. Each is cheap when there is nothing to do, and may run twice at once."""

import logging
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kindreel.core import clock, files
from kindreel.people.actions import leave
from kindreel.people.models import OneTimeLink
from kindreel.videos import jobs
from kindreel.videos.actions import author, change, mend, move

log = logging.getLogger("kindreel.ticker")
KEEP_TASKS = timedelta(days=7)
KEEP_LINKS = timedelta(days=30)
LOST_TASK = timedelta(days=1)
"""A task that has run for so long was killed; its row's state, not the task, carries the work on."""


def put_back() -> int:
    """Sends videos to work that nobody works on. One that waits for its turn already is not sent again."""
    ids = move.put_back()
    waiting = _waiting() if ids else set()
    sent = [pk for pk in ids if pk not in waiting]
    for pk in sent:
        jobs.send(pk)
    return len(sent)


def _waiting() -> set[str]:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=jobs.work.module_path)
    return {args["args"][0] for args in ready.values_list("args_kwargs", flat=True)}


_looked_to = 0


def mend_files() -> int:
    """A few rows at each run, all of them in the end: a file that is gone is made again."""
    global _looked_to
    _looked_to, lost = mend.look(_looked_to)
    return lost


def finish_films() -> int:
    return mend.try_what_had_no_room()


def settle_files() -> int:
    return files.settle_all()


def erase_videos() -> int:
    videos = change.overdue()
    for video in videos:
        change.erase(video=video)
    return len(videos)


def erase_people() -> int:
    """One person who cannot be erased must not keep the promise to the others from being kept."""
    people = leave.overdue()
    for person in people:
        try:
            author.erase(person=person)
        except Exception:
            log.exception("person.not_erased", extra={"person": person.pk})
    return len(people)


def forget_sessions() -> int:
    """Expired sessions, and what allauth keeps about sessions that are gone."""
    SessionStore.clear_expired()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    if settings.SESSION_ENGINE != "django.contrib.sessions.backends.db":
        return 0
    return int(gone.delete()[0])


def forget_tasks() -> int:
    now = clock.now()
    done = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS)
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - LOST_TASK)
    return int(done.delete()[0] + lost.delete()[0])


def forget_links() -> int:
    return OneTimeLink.objects.filter(until__lt=clock.now() - KEEP_LINKS).delete()[0]
