"""Questions about people. Every list asks who is looking."""

from typing import Any

from django.db.models import F, QuerySet

from kindreel.people.models import Block, FollowRequest, HeldText, Person
from kindreel.people.visibility import Viewer


def followers_of(person: Person, viewer: Viewer) -> "QuerySet[Person]":
    """Newest first; nobody when the person hides their lists from the viewer."""
    if not may_see_lists(person, viewer):
        return _nobody()
    rows = Person.objects.visible_to(viewer).filter(follows__followed=person)
    return _newest_first(rows.annotate(since=F("follows__since")))


def followed_by_person(person: Person, viewer: Viewer) -> "QuerySet[Person]":
    if not may_see_lists(person, viewer):
        return _nobody()
    rows = Person.objects.visible_to(viewer).filter(followers__follower=person)
    return _newest_first(rows.annotate(since=F("followers__since")))


def _newest_first(rows: "QuerySet[Any]") -> "QuerySet[Person]":
    ordered: QuerySet[Person] = rows.order_by("-since", "-pk")
    return ordered


def _nobody() -> "QuerySet[Person]":
    return _newest_first(Person.objects.annotate(since=F("joined_at"))).none()


def may_see_lists(person: Person, viewer: Viewer) -> bool:
    """Hidden lists are for oneself; a private account's lists are for those who may see its videos."""
    if viewer is not None and viewer.pk == person.pk:
        return True
    return not person.lists_hidden and may_see_content(person, viewer)


def may_see_content(person: Person, viewer: Viewer) -> bool:
    return Person.objects.content_visible_to(viewer).filter(pk=person.pk).exists()


def requests_for(person: Person) -> "QuerySet[FollowRequest]":
    """Open requests to follow, newest first, of people that can still be seen."""
    visible = Person.objects.visible_to(person)
    return (
        person.requests_to_follow.filter(asker__in=visible).select_related("asker").order_by("-since", "-pk")
    )


def is_blocked_between(one: Person, other: Person) -> bool:
    return Block.objects.filter(blocker=one, blocked=other).exists() or is_blocked_by(one, other)


def is_blocked_by(person: Person, other: Person) -> bool:
    return Block.objects.filter(blocker=other, blocked=person).exists()


def blocked_people(person: Person) -> "QuerySet[Person]":
    """Whom the person blocked: the one list in which blocked people stand, for unblocking."""
    return Person.objects.filter(blocked_by__blocker=person).order_by("-blocked_by__since", "-pk")


def muted_people(person: Person) -> "QuerySet[Person]":
    return (
        Person.objects.visible_to(person).filter(muted_by__muter=person).order_by("-muted_by__since", "-pk")
    )


def waiting() -> "QuerySet[Person]":
    return Person.objects.filter(state="waiting").order_by("joined_at", "pk")


def held_texts(moderator: Person) -> "QuerySet[HeldText]":
    """Names and bios that wait for a moderator, oldest first; nothing for anybody else."""
    rows = HeldText.objects.filter(person__state="active")
    rows = rows if moderator.moderates else rows.none()
    return rows.select_related("person").order_by("since", "pk")
