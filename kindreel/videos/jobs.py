"""From states to actions: thin tasks, run by the workers."""

from django_tasks import task

from kindreel.videos.actions import pipeline


@task(queue_name="media")
def work(pk: str) -> None:
    pipeline.advance(pk)
