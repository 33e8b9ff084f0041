from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kindreel.core import addresses, clock, ids
from kindreel.hashtags.models import Hashtag
from kindreel.videos.states import State
from kindreel.videos.visibility import VideoQuerySet

VideoManager = models.Manager.from_queryset(VideoQuerySet)

if TYPE_CHECKING:
    from kindreel.videos.models.rendition import Rendition

MOST_CAPTION = 1000


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    FOLLOWERS = "followers", _("My followers")
    UNLISTED = "unlisted", _("Anyone with the link")
    ONLY_ME = "only_me", _("Only me")


class Commenters(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    FOLLOWERS = "followers", _("My followers")
    FOLLOWED = "followed", _("People I follow")
    NOBODY = "nobody", _("Nobody")


class Video(models.Model):
    id = models.CharField(primary_key=True, max_length=22, default=ids.new_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="videos")
    caption = models.TextField(_("caption"), max_length=MOST_CAPTION, blank=True)
    folded = models.TextField(blank=True)  # for muted words and search
    hashtags = models.ManyToManyField(Hashtag, related_name="videos", blank=True)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    commenters = models.CharField(max_length=12, choices=Commenters.choices, default=Commenters.EVERYONE)
    language = models.CharField(max_length=8, blank=True)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    cover_at = models.FloatField(default=0.0)

    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    state_since = models.DateTimeField(default=clock.now)
    deadline = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    unfinished = models.BooleanField(default=False)  # live, and larger renditions are still being made
    deleted_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)

    # The resumable upload it came from; null and not empty, for most have none and each is there once.
    upload = models.CharField(max_length=22, unique=True, null=True)  # noqa: DJ001
    original = models.CharField(max_length=80, blank=True)
    probe = models.JSONField(default=dict, blank=True)
    duration = models.FloatField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    backdrop = models.CharField(max_length=7, default="#1E181D")

    objects = VideoManager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="video_newest"),
            models.Index(fields=["author", "-published_at", "-id"], name="video_of_author"),
            models.Index(fields=["state", "deadline"], name="video_at_work"),
        ]

    def __str__(self) -> str:
        return self.id

    def get_absolute_url(self) -> str:
        return reverse("video", args=[self.id])

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def duration_text(self) -> str:
        """0:07, 2:59."""
        whole = round(self.duration or 0)
        return f"{whole // 60}:{whole % 60:02d}" if self.duration else ""

    @property
    def is_public(self) -> bool:
        """Whether its files may have lasting addresses: seen by everyone, and nothing stands against it."""
        open_to_all = self.audience == Audience.EVERYONE and not self.author.private and not self.sensitive
        live = self.state == State.PUBLISHED and self.deleted_at is None and self.author.state == "active"
        return open_to_all and live

    def files(self) -> dict[str, Rendition]:
        return {rendition.spec: rendition for rendition in self.renditions.all()}

    def address_of(self, spec: str) -> str:
        rendition = self.files().get(spec)
        return addresses.address(rendition.name) if rendition else ""

    @property
    def poster_url(self) -> str:
        return self.address_of("poster") or self.address_of("old-poster")

    @property
    def captions(self) -> list[Rendition]:
        return sorted((each for each in self.renditions.all() if each.language), key=lambda each: each.spec)

    @property
    def sprite(self) -> Rendition | None:
        """Small pictures for the time line."""
        return self.files().get("sprite")

    @property
    def films(self) -> list[Rendition]:
        """Playable renditions, smallest first."""
        films = [rendition for rendition in self.renditions.all() if rendition.width and rendition.is_film]
        return sorted(films, key=lambda rendition: rendition.width * rendition.height)
