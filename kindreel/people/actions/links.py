"""One-time links and API tokens: the secret is shown once, its digest is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kindreel.core import clock, events
from kindreel.core.errors import Refused
from kindreel.people.events import LINK_MADE, LINK_USED, PASSWORD_RESET, TOKEN_ENDED, TOKEN_MADE
from kindreel.people.models import ApiToken, OneTimeLink, Person
from kindreel.people.models.person import Role, State

LIVES = {
    OneTimeLink.Kind.ADMIN: timedelta(days=7),
    OneTimeLink.Kind.RESET: timedelta(hours=24),
    OneTimeLink.Kind.INVITATION: timedelta(days=14),
}
RANKS = {Role.MEMBER: 0, Role.PARTNER: 0, Role.MODERATOR: 1, Role.ADMIN: 2}


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make(kind: OneTimeLink.Kind, *, by: Person | None = None, person: Person | None = None) -> str:
    """A fresh link's secret. Older unused links of the same kind for the same person end with it."""
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        if kind != OneTimeLink.Kind.INVITATION:
            OneTimeLink.objects.filter(kind=kind, person=person, used_at=None).delete()
        link = OneTimeLink.objects.create(
            kind=kind, digest=digest(secret), made_by=by, person=person, until=clock.now() + LIVES[kind]
        )
        detail = f"{kind} {person.pk}" if person else kind  # the link itself is forgotten in the end
        events.record(LINK_MADE, actor_id=by.pk if by else None, subject=str(link.pk), detail=detail)
    return secret


def invite(*, by: Person) -> str:
    """Raises `Refused` unless a moderator asks."""
    if not by.moderates:
        raise Refused(_("Only moderators can invite people."))
    return make(OneTimeLink.Kind.INVITATION, by=by)


def reset_link(*, person: Person, by: Person) -> str:
    """A link for somebody who cannot get in; nobody makes one for a person of a higher role, or for
    themselves."""
    if not by.moderates or RANKS[Role(person.role)] > RANKS[Role(by.role)] or person.pk == by.pk:
        raise Refused(_("You cannot make a new password link for this person."))
    return make(OneTimeLink.Kind.RESET, by=by, person=person)


def find(secret: str, kind: OneTimeLink.Kind) -> OneTimeLink:
    """The link, if it still opens its door; raises `Refused` otherwise."""
    known = OneTimeLink.objects.select_related("person", "made_by")
    link = known.filter(kind=kind, digest=digest(secret), used_at=None, until__gt=clock.now()).first()
    if link is None or not _still_holds(link):
        raise Refused(_("This link was used already, or its time is over. Ask for a new one."))
    return link


def _still_holds(link: OneTimeLink) -> bool:
    """A link is worth what its maker may do now, and the first administrator's only until there is one."""
    by, person = link.made_by, link.person
    if link.kind == OneTimeLink.Kind.ADMIN:
        return not Person.objects.active().filter(role=Role.ADMIN).exists()
    if by is None:
        return True
    return by.moderates and (person is None or RANKS[Role(person.role)] <= RANKS[Role(by.role)])


def use(link: OneTimeLink) -> None:
    """Shuts the door behind the first who comes through; raises `Refused` for the second."""
    if not OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now()):
        raise Refused(_("This link was used already, or its time is over. Ask for a new one."))
    events.record(LINK_USED, subject=str(link.pk), detail=link.kind)


def set_password(*, secret: str, password: str) -> Person:
    """A new password through a reset link. Second factors go with it: who lost the one often lost the
    other."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        link = find(secret, OneTimeLink.Kind.RESET)
        use(link)
        person = link.person
        if person is None:  # a reset link always names somebody
            raise Refused(_("This link was used already, or its time is over. Ask for a new one."))
        person.set_password(password)  # ends every session, too: their hash no longer fits
        person.save(update_fields=["password"])
        Authenticator.objects.filter(user=person).delete()
        person.tokens.all().delete()
        events.record(PASSWORD_RESET, subject=str(person.pk))
    return person


def become_admin(*, secret: str, person: Person) -> None:
    """The first administrator, through the link that the first start printed."""
    with transaction.atomic():
        use(find(secret, OneTimeLink.Kind.ADMIN))
        person.role, person.state = Role.ADMIN, State.ACTIVE
        person.save(update_fields=["role", "state"])


def make_token(*, person: Person, name: str) -> str:
    """An API token for the person, shown this once."""
    token = "kr_" + secrets.token_urlsafe(32)
    with transaction.atomic():
        ApiToken.objects.create(person=person, digest=digest(token), name=name[:40])
        events.record(TOKEN_MADE, actor_id=person.pk)
    return token


def end_token(*, person: Person, pk: int) -> None:
    with transaction.atomic():
        if person.tokens.filter(pk=pk).delete()[0]:
            events.record(TOKEN_ENDED, actor_id=person.pk)


def person_of_token(token: str) -> Person | None:
    row = ApiToken.objects.select_related("person").filter(digest=digest(token)).first()
    if row is None or row.person.state != State.ACTIVE:
        return None
    if row.used_at is None or (clock.now() - row.used_at) > timedelta(hours=1):
        ApiToken.objects.filter(pk=row.pk).update(used_at=clock.now())
    return row.person
