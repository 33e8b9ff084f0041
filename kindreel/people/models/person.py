from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from kindreel.core import addresses, clock
from kindreel.people.visibility import PeopleQuerySet

if TYPE_CHECKING:
    from datetime import datetime

ADULT = 18
YOUNG = 16


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    ADMIN = "admin", _("Administrator")
    PARTNER = "partner", _("Partner")


class State(models.TextChoices):
    """Where an account stands. Only an active one is seen by others."""

    WAITING = "waiting", _("Waiting for approval")
    ACTIVE = "active", _("Active")
    LEAVING = "leaving", _("Being deleted")
    REMOVED = "removed", _("Removed")


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(handle=(username or "").strip().lstrip("@").lower())


class Person(AbstractBaseUser):
    """A human being with an account. `handle` is lower case, unique, and so is its look (`skeleton`)."""

    handle = models.CharField(_("handle"), max_length=24, unique=True)
    skeleton = models.CharField(max_length=48, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name"), max_length=40, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=24, blank=True)
    bio = models.CharField(_("about you"), max_length=300, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    picture = models.CharField(max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    country = models.CharField(_("country"), max_length=2, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ACTIVE, db_index=True)
    state_since = models.DateTimeField(default=clock.now)
    joined_at = models.DateTimeField(default=clock.now)
    private = models.BooleanField(_("only people I accept see my videos"), default=False)
    lists_hidden = models.BooleanField(_("hide whom I follow and who follows me"), default=False)
    likes_hidden = models.BooleanField(_("hide like counts"), default=False)
    less_motion = models.BooleanField(_("less motion"), default=False)
    theme = models.CharField(
        _("look"),
        max_length=8,
        default="system",
        choices=[("system", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
    )

    objects = PersonManager.from_queryset(PeopleQuerySet)()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"@{self.handle}"

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django asks this before it lets somebody in
        return self.state != State.REMOVED

    @property
    def display_name(self) -> str:
        return self.name or self.handle

    @property
    def age(self) -> int | None:
        """In whole years; with a birth year only, the younger of the two possible ages counts."""
        return None if self.birth_year is None else clock.now().year - self.birth_year - 1

    @property
    def is_young(self) -> bool:
        """Under 16: the rules for the young hold. Without a year nobody is taken for an adult here."""
        return self.age is None or self.age < YOUNG

    @property
    def is_adult(self) -> bool:
        return self.age is not None and self.age >= ADULT

    @property
    def moderates(self) -> bool:
        return self.state == State.ACTIVE and self.role in (Role.MODERATOR, Role.ADMIN)

    @property
    def administers(self) -> bool:
        return self.state == State.ACTIVE and self.role == Role.ADMIN

    @property
    def picture_url(self) -> str:
        return addresses.address(self.picture) if self.picture else ""

    @property
    def leaves_at(self) -> datetime | None:
        from datetime import timedelta

        from django.conf import settings

        if self.state != State.LEAVING:
            return None
        return self.state_since + timedelta(days=settings.DELETION_GRACE_DAYS)
