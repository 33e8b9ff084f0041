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
    waits = Video.objects.filter(pk=pk, state__in=AT_WORK).exists()
    work.using(priority=FIRST if waits else LATER).enqueue(pk)
