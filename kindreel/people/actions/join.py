"""Joining: one person more, by the server's rule of who may."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kindreel.core import clock, events
from kindreel.core.errors import Refused
from kindreel.people.actions import links
from kindreel.people.ages import minimum_age
from kindreel.people.events import APPROVED, JOINED, ROLE_CHANGED, TURNED_AWAY
from kindreel.people.handles import clean_handle, skeleton
from kindreel.people.models import OneTimeLink, Person
from kindreel.people.models.person import Role, State

OLDEST = 120


def check_age(birth_year: int, country: str) -> None:
    """Raises `Refused` for an impossible year or one that is too young for the country."""
    this_year = clock.now().year
    if not this_year - OLDEST <= birth_year <= this_year:
        raise Refused(_("Please check the year."), field="birth_year")
    needed = minimum_age(country)
    if this_year - birth_year - 1 < needed:
        raise Refused(
            _("You can join from the year after you turn %(age)d.") % {"age": needed}, field="birth_year"
        )


def check_handle(handle: str) -> str:
    """The handle in its one form; raises `Refused` when it or one that looks like it is taken."""
    handle = clean_handle(handle)
    if Person.objects.filter(skeleton=skeleton(handle)).exists():
        raise Refused(_("Somebody has this handle, or one that looks just like it."), field="handle")
    return handle


def join(
    *, handle: str, password: str, birth_year: int, country: str, language: str, invitation: str = ""
) -> Person:
    """Makes an account as `KINDREEL_SIGN_UP` allows; under 16 it begins private.

    Raises `Refused` with the field it belongs to.
    """
    check_age(birth_year, country)
    with transaction.atomic():
        link = _invitation(invitation)
        waits = settings.SIGN_UP == "approval" and link is None
        person = _make(handle, State.WAITING if waits else State.ACTIVE)
        person.birth_year, person.country, person.language = birth_year, country, language
        person.private = person.is_young
        person.set_password(password)
        person.save()
        if link is not None:
            links.use(link)
        events.record(JOINED, actor_id=person.pk, detail=person.state)
    return person


def _invitation(secret: str) -> OneTimeLink | None:
    if secret:
        return links.find(secret, OneTimeLink.Kind.INVITATION)
    if settings.SIGN_UP == "invitation":
        raise Refused(_("This community is joined with an invitation. Ask somebody who runs it for a link."))
    if settings.SIGN_UP == "closed":
        raise Refused(_("This community takes no new members at the moment."))
    return None


def _make(handle: str, state: State) -> Person:
    handle = check_handle(handle)
    try:
        with transaction.atomic():
            return Person.objects.create(handle=handle, skeleton=skeleton(handle), state=state)
    except IntegrityError as error:  # two people asked for it at the same moment
        raise Refused(
            _("Somebody has this handle, or one that looks just like it."), field="handle"
        ) from error


def create_person(
    *,
    handle: str,
    role: str = Role.MEMBER,
    birth_year: int | None = None,
    country: str = "",
    password: str | None = None,
) -> Person:
    """An account made by who runs the server, whatever the sign-up rule; without a password a link sets
    one."""
    if birth_year is not None:
        check_age(birth_year, country)
    with transaction.atomic():
        person = _make(handle, State.ACTIVE)
        person.role, person.birth_year, person.country = role, birth_year, country
        person.private = birth_year is not None and person.is_young
        person.set_password(password)
        person.save()
        events.record(JOINED, subject=str(person.pk), detail=role)
    return person


def approve(*, person: Person, by: Person) -> None:
    """Lets a waiting person in; nothing happens when another moderator was quicker."""
    _decide(person, by, State.ACTIVE)


def turn_away(*, person: Person, by: Person) -> None:
    """Does not let a waiting person in: the account is removed."""
    _decide(person, by, State.REMOVED)


def _decide(person: Person, by: Person, state: State) -> None:
    if not by.moderates:
        raise Refused(_("Only moderators can let people in."))
    with transaction.atomic():
        waiting = Person.objects.filter(pk=person.pk, state=State.WAITING)
        if waiting.update(state=state, state_since=clock.now()):
            verb = APPROVED if state == State.ACTIVE else TURNED_AWAY
            events.record(verb, actor_id=by.pk, subject=str(person.pk))
    person.refresh_from_db()


def is_only_administrator(person: Person) -> bool:
    """Inside a transaction: two administrators who step back at the same moment wait for each other here."""
    admins = Person.objects.select_for_update().filter(role=Role.ADMIN, state=State.ACTIVE).order_by("pk")
    return [one.pk for one in admins] == [person.pk]


def give_role(*, person: Person, role: str, by: Person) -> None:
    """Raises `Refused` unless an administrator does it, and never leaves the server without one."""
    with transaction.atomic():
        alone = is_only_administrator(person)
        by.refresh_from_db(fields=["role", "state"])
        if not by.administers:
            raise Refused(_("Only administrators give roles."))
        if alone and role != Role.ADMIN:
            raise Refused(_("Somebody has to be the administrator. Give the role to another person first."))
        person.role = role
        person.save(update_fields=["role"])
        events.record(ROLE_CHANGED, actor_id=by.pk, subject=str(person.pk), detail=role)
