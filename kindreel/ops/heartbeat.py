"""Signs of life of our processes, so that `doctor` and others know who works."""

import logging
import os
import socket
import threading
from datetime import timedelta

from django.db import DatabaseError, connection

from kindreel.core import clock
from kindreel.core.models import Heartbeat

EVERY = 10.0
FRESH = timedelta(seconds=45)
"""Longer without a sign, and a process counts as gone."""


def beat(kind: str) -> None:
    """One sign of life; `kind` is 'ticker' or 'worker.<queue>'."""
    Heartbeat.objects.update_or_create(name=_name(kind), defaults={"at": clock.now()})


def end(kind: str) -> None:
    """Says that this process goes, so that nobody waits for it."""
    Heartbeat.objects.filter(name=_name(kind)).delete()


def _name(kind: str) -> str:
    return f"{kind}@{socket.gethostname()[:24]}:{os.getpid()}"


def is_alive(kind: str) -> bool:
    return Heartbeat.objects.filter(name__startswith=f"{kind}@", at__gt=clock.now() - FRESH).exists()


def forget_old() -> int:
    return Heartbeat.objects.filter(at__lt=clock.now() - timedelta(days=1)).delete()[0]


class Beating(threading.Thread):
    """Beats for the given kinds beside the main thread, from `with` to the end of its block."""

    def __init__(self, kinds: list[str]) -> None:
        super().__init__(daemon=True, name="heartbeat")
        self.kinds = kinds
        self.done = threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.join(5)
        for kind in self.kinds:
            end(kind)

    def run(self) -> None:
        while True:
            try:
                for kind in self.kinds:
                    beat(kind)
            except DatabaseError:  # the work itself will say so, too; the next beat tries again
                logging.getLogger("kindreel.ops").exception("heartbeat.missed")
            finally:
                connection.close()
            if self.done.wait(EVERY):
                return
