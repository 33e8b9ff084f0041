"""Questions about videos. Every list asks who is looking."""

from datetime import datetime

from django.db.models import QuerySet

from kindreel.people.models import Person
from kindreel.people.visibility import Viewer
from kindreel.videos.models import Video
from kindreel.videos.states import AT_WORK, State

SETTLED = [State.PUBLISHED, State.HELD, State.FAILED]


def _with_what_a_list_shows(videos: "QuerySet[Video]") -> "QuerySet[Video]":
    ordered = videos.order_by("-published_at", "-id")
    return ordered.select_related("author").prefetch_related("renditions", "hashtags")


def newest(viewer: Viewer) -> "QuerySet[Video]":
    return _with_what_a_list_shows(Video.objects.offered_to(viewer))


def following(viewer: Person) -> "QuerySet[Video]":
    return _with_what_a_list_shows(
        Video.objects.offered_to(viewer).filter(author__followers__follower=viewer)
    )


def videos_of(person: Person, viewer: Viewer) -> "QuerySet[Video]":
    """A profile's grid. Oneself sees what is for oneself only, too."""
    return _with_what_a_list_shows(Video.objects.listed_to(viewer).filter(author=person))


def with_hashtag(name: str, viewer: Viewer) -> "QuerySet[Video]":
    return _with_what_a_list_shows(Video.objects.offered_to(viewer).filter(hashtags__name=name))


def underway(person: Person) -> "QuerySet[Video]":
    """One's own videos that are not live: in work, held or failed, newest first."""
    states = [*AT_WORK, State.HELD, State.FAILED]
    return Video.objects.kept().filter(author=person, state__in=states).order_by("-created_at", "-id")


def settled_since(person: Person, when: datetime) -> "QuerySet[Video]":
    """One's own videos that went live, failed or were held since then, newest first."""
    found = Video.objects.kept().filter(author=person, state__in=SETTLED, state_since__gt=when)
    return found.order_by("-state_since", "-id")


def is_settled(video: Video) -> bool:
    return video.state in SETTLED


def deleted(person: Person) -> "QuerySet[Video]":
    return Video.objects.filter(author=person).exclude(deleted_at=None).order_by("-deleted_at", "-id")


def held(moderator: Person) -> "QuerySet[Video]":
    """What waits for a moderator, oldest first; nothing for anybody else."""
    rows = Video.objects.kept().filter(state=State.HELD)
    rows = rows if moderator.moderates else rows.none()
    return rows.select_related("author").prefetch_related("renditions").order_by("state_since", "id")
