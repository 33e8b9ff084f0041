"""Leaving: the account is hidden at once, can come back within the grace time, and is then erased."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import clock, events, files
from kindreel.core.errors import Refused
from kindreel.people.actions.join import is_only_administrator
from kindreel.people.events import ERASED, LEFT, RETURNED
from kindreel.people.models import Person
from kindreel.people.models.person import State


def leave(*, person: Person) -> None:
    """Raises `Refused` for the only administrator."""
    with transaction.atomic():
        if is_only_administrator(person):
            raise Refused(_("Somebody has to be the administrator. Give the role to another person first."))
        changed = Person.objects.filter(pk=person.pk, state=State.ACTIVE)
        if changed.update(state=State.LEAVING, state_since=clock.now()):
            person.tokens.all().delete()
            _fit_picture(person, public=False)
            events.record(LEFT, actor_id=person.pk)
    person.refresh_from_db()


def come_back(*, person: Person) -> None:
    """Everything is as it was; nothing happens when the grace time is over."""
    with transaction.atomic():
        leaving = Person.objects.filter(pk=person.pk, state=State.LEAVING)
        if leaving.update(state=State.ACTIVE, state_since=clock.now()):
            _fit_picture(person, public=True)
            events.record(RETURNED, actor_id=person.pk)
    person.refresh_from_db()


def _fit_picture(person: Person, *, public: bool) -> None:
    """Another address for the picture; the one that it had is dead as soon as this is durable."""
    old = Person.objects.values_list("picture", flat=True).get(pk=person.pk)
    if old:
        new = files.renamed_copy(old, public=public)
        Person.objects.filter(pk=person.pk).update(picture=new)
        files.doom([old])


def overdue() -> list[Person]:
    """Who left so long ago that the promise to erase is due."""
    limit = clock.now() - timedelta(days=settings.DELETION_GRACE_DAYS)
    return list(Person.objects.filter(state=State.LEAVING, state_since__lt=limit))


def erase(*, person: Person) -> None:
    """Takes the account and its rows away. Its videos must have been erased before: their files stand
    elsewhere."""
    picture, pk = person.picture, person.pk
    with transaction.atomic():
        events.record(ERASED, subject=str(pk))
        person.delete()
        if picture:
            transaction.on_commit(lambda: default_storage.delete(picture))
