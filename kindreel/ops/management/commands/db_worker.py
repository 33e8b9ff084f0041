"""The job worker of django-tasks-db, with a heartbeat. Ours wins because this app stands before theirs."""

from typing import Any

from django.conf import settings
from django_tasks_db.management.commands import db_worker

from kindreel.ops.heartbeat import Beating


class Command(db_worker.Command):
    def handle(self, *, queue_name: str, **options: Any) -> None:
        queues = settings.TASKS["default"]["QUEUES"] if queue_name == "*" else queue_name.split(",")
        with Beating([f"worker.{queue}" for queue in queues]):
            super().handle(queue_name=queue_name, **options)
