"""Who sees whom: the one rule, as a queryset. `viewer` is a person or None (somebody who is not signed
in)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from kindreel.people.models import Person

Viewer: TypeAlias = "Person | None"
"""A person, or None for somebody who is not signed in."""


def server_is_closed() -> bool:
    """On a server that one cannot simply join, members are not strangers to each other."""
    return settings.SIGN_UP in ("invitation", "approval", "closed")


def blocked_between(viewer: Viewer, person: str) -> Q:
    """A block in either direction between the viewer and the person at lookup path `person`."""
    if viewer is None:
        return Q(pk__in=[])
    from kindreel.people.models import Block

    there = Block.objects.filter(blocker_id=viewer.pk, blocked_id=OuterRef(person))
    back = Block.objects.filter(blocked_id=viewer.pk, blocker_id=OuterRef(person))
    return Q(Exists(there)) | Q(Exists(back))


def followed_by(viewer: Viewer, person: str) -> Q:
    if viewer is None:
        return Q(pk__in=[])
    from kindreel.people.models import Follow

    return Q(Exists(Follow.objects.filter(follower_id=viewer.pk, followed_id=OuterRef(person))))


class PeopleQuerySet(models.QuerySet["Person"]):
    def active(self) -> Self:
        return self.filter(state="active")

    def visible_to(self, viewer: Viewer) -> Self:
        """Active people with no block between them and the viewer; oneself always."""
        others = Q(state="active") & ~blocked_between(viewer, "pk")
        return self.filter(others if viewer is None else others | Q(pk=viewer.pk))

    def content_visible_to(self, viewer: Viewer) -> Self:
        """Whose videos the viewer may see at all: a private account's followers (members, on a closed
        server)."""
        seen = self.visible_to(viewer)
        if viewer is None:
            return seen.filter(private=False)
        if server_is_closed() and viewer.state == "active":
            return seen
        return seen.filter(Q(private=False) | Q(pk=viewer.pk) | followed_by(viewer, "pk"))

    def unmuted_by(self, viewer: Viewer) -> Self:
        if viewer is None:
            return self
        from kindreel.people.models import Mute

        return self.filter(~Exists(Mute.objects.filter(muter_id=viewer.pk, muted_id=OuterRef("pk"))))
