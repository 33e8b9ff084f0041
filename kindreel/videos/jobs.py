"""From states to actions: thin tasks, run by the workers."""

from django_tasks import task

from kindreel.videos.actions import pipeline
from kindreel.videos.models import Video
from kindreel.videos.states import AT_WORK

FIRST, LATER = 10, 0


@task(queue_name="media")
def work(pk: str) -> None:
    pipeline.advance(pk)


def send(pk: str) -> None:
    """To a worker. Who waits to be live goes before larger renditions, new covers and mending."""
    waiting = Video.objects.filter(pk=pk, state__in=AT_WORK).first()
    work.using(priority=_turn(waiting) if waiting else LATER).enqueue(pk)


def _turn(video: Video) -> int:
    """Who sends many at once lets the first ones of others go in between."""
    own = Video.objects.kept().filter(author=video.author_id, state__in=AT_WORK)
    return max(LATER + 1, FIRST - own.filter(created_at__lt=video.created_at).count())
