"""Lists made of several nouns."""

from datetime import timedelta

from django.db.models import Count, QuerySet

from kindreel.core import clock
from kindreel.hashtags.models import Hashtag
from kindreel.people.visibility import Viewer
from kindreel.videos.models import Video


def hashtags_lately(viewer: Viewer, most: int = 20) -> "QuerySet[Hashtag]":
    """The hashtags that most people used in the last 30 days, among the videos that the viewer may be
    offered."""
    since = clock.now() - timedelta(days=30)
    videos = Video.objects.offered_to(viewer).filter(published_at__gt=since)
    used = Hashtag.objects.filter(videos__in=videos.values("pk"))
    return used.annotate(people=Count("videos__author", distinct=True)).order_by("-people", "name")[:most]
