"""Everything that happens at a time. Each chore is guarded: one that crashes is logged and stops no other."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

from kindreel.ops import chores, heartbeat, sweep
from kindreel.videos import drafts

log = logging.getLogger("kindreel.ticker")
STEP = 2.0
HOUR = 3600.0


@dataclass
class Chore:
    """Something to do again and again; `due` is on the ticker's own clock."""

    name: str
    every: float
    do: Callable[[], object]
    due: float = 0.0


def fresh_plan() -> list[Chore]:
    """All chores and their seconds between two runs; each runs once at the start."""
    return [
        Chore("heartbeat", heartbeat.EVERY, lambda: heartbeat.beat("ticker")),
        Chore("put_back", STEP, chores.put_back),
        Chore("settle_files", STEP, chores.settle_files),
        Chore("mend_files", 60, chores.mend_files),
        Chore("finish_films", HOUR, chores.finish_films),
        Chore("erase_videos", 60, chores.erase_videos),
        Chore("erase_people", 60, chores.erase_people),
        Chore("forget_sessions", HOUR, chores.forget_sessions),
        Chore("forget_tasks", HOUR, chores.forget_tasks),
        Chore("forget_links", HOUR, chores.forget_links),
        Chore("forget_heartbeats", HOUR, heartbeat.forget_old),
        Chore("sweep_work", HOUR, sweep.sweep_work),
        Chore("sweep_uploads", HOUR, drafts.sweep),
        Chore("sweep_files", 6 * HOUR, sweep.sweep_files),
    ]


def run(stop: threading.Event) -> None:
    plan = fresh_plan()
    log.info("ticker.started")
    while not stop.is_set():
        close_old_connections()  # one that a crash broke, too
        run_due(plan, now=time.monotonic())
        stop.wait(STEP)
    heartbeat.end("ticker")


def run_due(plan: list[Chore], *, now: float) -> None:
    """Runs what is due at `now`. A chore that crashed is tried again at its next time."""
    for chore in plan:
        if chore.due <= now:
            chore.due = now + chore.every
            _guarded(chore)


def _guarded(chore: Chore) -> None:
    try:
        done = chore.do()
    except Exception:
        log.exception("chore.crashed", extra={"chore": chore.name})
        return
    if isinstance(done, int) and done:
        log.info("chore.done", extra={"chore": chore.name, "things": done})
