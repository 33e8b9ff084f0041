from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kindreel.core import addresses, clock
from kindreel.core.models import DoomedFile
from kindreel.ops import chores
from kindreel.people.actions import links
from kindreel.people.models import OneTimeLink, Person
from kindreel.videos import jobs
from kindreel.videos.actions import author
from kindreel.videos.models import Video
from tests.world import World, video

LONG_AGO = timedelta(days=60)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    ids: list[str] = []
    monkeypatch.setattr(type(jobs.work), "enqueue", lambda _, pk: ids.append(pk))
    return ids


def stalled(world: World) -> Video:
    return video(world.ana, state="received", state_since=clock.now() - timedelta(minutes=9))


def task(pk: str, **fields: object) -> DBTaskResult:
    made = DBTaskResult.objects.create(
        id=uuid4(), args_kwargs={"args": [pk], "kwargs": {}}, task_path=jobs.work.module_path,
        queue_name="media", backend_name="default", run_after=clock.now(),
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=made.pk).update(**fields)
    return made


def test_put_back_sends_what_nobody_works_on(world: World, sent: list[str]) -> None:
    lost = stalled(world)
    video(world.ana, state="published")
    assert (chores.put_back(), sent) == (1, [lost.pk])


def test_put_back_does_not_queue_twice(world: World, sent: list[str]) -> None:
    task(stalled(world).pk)
    assert (chores.put_back(), sent) == (0, [])


def test_a_finished_task_keeps_no_row_from_being_put_back(world: World, sent: list[str]) -> None:
    lost = stalled(world)
    task(lost.pk, status=TaskResultStatus.SUCCESSFUL, finished_at=clock.now())
    assert (chores.put_back(), sent) == (1, [lost.pk])


def test_videos_deleted_long_ago_are_erased(world: World) -> None:
    gone = video(world.ana, deleted_at=clock.now() - LONG_AGO)
    kept = video(world.ana, deleted_at=clock.now() - timedelta(days=1))
    assert chores.erase_videos() == 1
    assert list(Video.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not Video.objects.filter(pk=gone.pk).exists()


def test_people_are_erased_after_the_grace_time(world: World) -> None:
    author.leave(person=world.ben)
    author.leave(person=world.cam)
    Person.objects.filter(pk=world.ben.pk).update(state_since=clock.now() - LONG_AGO)
    assert chores.erase_people() == 1
    assert set(Person.objects.values_list("handle", flat=True)) == {"ana", "cam"}


def test_one_who_cannot_be_erased_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Person.objects.exclude(handle="ana").update(state="leaving", state_since=clock.now() - LONG_AGO)
    real = author.erase

    def erase(*, person: Person) -> None:
        if person.handle == "ben":
            raise RuntimeError
        real(person=person)

    monkeypatch.setattr(author, "erase", erase)
    chores.erase_people()
    assert set(Person.objects.values_list("handle", flat=True)) == {"ana", "ben"}


def test_settle_deletes_what_a_crash_left_doomed(db: None) -> None:
    name = default_storage.save(addresses.new_name("jpg", public=True), ContentFile(b"x"))
    DoomedFile.objects.create(name=name)
    assert (chores.settle_files(), default_storage.exists(name)) == (1, False)


def test_expired_sessions_go_and_others_stay(db: None) -> None:
    for days in (-1, 1):
        store = SessionStore()
        store.set_expiry(timedelta(days=days))
        store.save()
    chores.forget_sessions()
    assert Session.objects.filter(expire_date__gt=clock.now()).count() == Session.objects.count() == 1


def test_old_tasks_go_and_fresh_ones_stay(db: None) -> None:
    old, fresh = clock.now() - LONG_AGO, clock.now()
    task("a", status=TaskResultStatus.SUCCESSFUL, finished_at=old)
    task("b", status=TaskResultStatus.FAILED, finished_at=old)
    task("c", status=TaskResultStatus.RUNNING, started_at=old)
    kept = {task("d", status=TaskResultStatus.FAILED, finished_at=fresh).pk, task("e").pk}
    assert chores.forget_tasks() == 3
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


def test_links_go_a_month_after_their_end(world: World) -> None:
    links.make(OneTimeLink.Kind.RESET, person=world.ana)
    links.make(OneTimeLink.Kind.RESET, person=world.ben)
    OneTimeLink.objects.filter(person=world.ana).update(until=clock.now() - LONG_AGO)
    assert chores.forget_links() == 1
    assert OneTimeLink.objects.get().person == world.ben
