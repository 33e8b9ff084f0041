"""What a person's own changes mean for their videos: private accounts, leaving, coming back, erasure."""

from typing import Any

from django.db import transaction

from kindreel.people.actions import leave as leaving
from kindreel.people.actions import profile, relations
from kindreel.people.models import Person
from kindreel.videos import drafts
from kindreel.videos.actions.change import erase as erase_video
from kindreel.videos.actions.change import fit_all
from kindreel.videos.models import Video


def change_settings(*, person: Person, **fields: Any) -> None:
    """As `people.actions.profile.change_settings`; a switch to private kills the open addresses before it
    returns."""
    with transaction.atomic():
        person.refresh_from_db(fields=["private"], from_queryset=Person.objects.select_for_update())
        was = person.private
        profile.change_settings(person=person, **fields)
        if person.private != was:
            _fit_all(person, fresh=person.private)


def leave(*, person: Person) -> None:
    """Hidden at once: with the account, every address of its videos is dead when this returns."""
    with transaction.atomic():
        leaving.leave(person=person)
        _fit_all(person, fresh=True)


def come_back(*, person: Person) -> None:
    leaving.come_back(person=person)
    with transaction.atomic():
        _fit_all(person)


def block(*, blocker: Person, blocked: Person) -> None:
    """As `people.actions.relations.block`; signed addresses of either that the other may hold die with it."""
    with transaction.atomic():
        relations.block(blocker=blocker, blocked=blocked)
        for person in (blocker, blocked):
            _fit_kept(person)


def remove_follower(*, person: Person, follower: Person) -> None:
    """As `people.actions.relations.remove_follower`; what was for followers gets new addresses."""
    with transaction.atomic():
        relations.remove_follower(person=person, follower=follower)
        _fit_kept(person)


def erase(*, person: Person) -> None:
    """Every video with its files, what waits to become one, then the account."""
    drafts.drop_all_of(person)
    for video in Video.objects.filter(author=person):
        erase_video(video=video)
    leaving.erase(person=person)


def _fit_kept(person: Person) -> None:
    videos = Video.objects.kept().filter(author=person, state="published").prefetch_related("renditions")
    kept = [video for video in videos.select_related("author") if not video.is_public]
    fit_all(kept, fresh=True)


def _fit_all(person: Person, *, fresh: bool = False) -> None:
    videos = list(Video.objects.filter(author=person).prefetch_related("renditions"))
    for video in videos:
        video.author = person
    fit_all(videos, fresh=fresh)
