"""One child process of the supervisor, started again when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from kindreel.ops.journal import Journal

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SETTLED = 60.0
"""Seconds after which a process that dies is met with patience again."""
HOPELESS = 3
"""Quick deaths in a row after which there is no sense in hoping, if nothing ever worked."""
LONGEST_LINE = 256 * 1024


@dataclass(frozen=True)
class Plan:
    name: str
    argv: Sequence[str]
    """Arguments for our own Python."""


class Process:
    def __init__(self, plan: Plan, journal: Journal) -> None:
        self.plan = plan
        self._journal = journal
        self._child: asyncio.subprocess.Process | None = None
        self._ending = asyncio.Event()
        self._deaths = 0

    @property
    def is_hopeless(self) -> bool:
        return self._deaths >= HOPELESS

    async def keep_running(self) -> None:
        """Until it is asked to end; each quick death makes the next pause twice as long."""
        loop = asyncio.get_running_loop()
        while not self._ending.is_set():
            started = loop.time()
            code = await self._run_once()
            if self._ending.is_set():
                return
            self._deaths = 1 if loop.time() - started > SETTLED else self._deaths + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self._deaths - 1))
            self._journal.note("process.died", level="error", name=self.plan.name, code=code, pause=pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)

    def ask_to_end(self) -> None:
        self._ending.set()
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """The whole group, so that nothing that it started stays behind."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if number == signal.SIGKILL:
                os.killpg(self._child.pid, number)
            elif self._child.returncode is None:
                self._child.send_signal(number)

    async def _run_once(self) -> int:
        self._child = child = await asyncio.create_subprocess_exec(
            sys.executable,
            *self.plan.argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which then ends all in order
            env=self._environment(),
        )
        if self._ending.is_set():  # asked while it was being born
            child.terminate()
        reading = asyncio.create_task(self._read(child))
        code = await child.wait()
        self.kill()
        await asyncio.wait([reading], timeout=1)  # a grandchild may hold the pipe for longer
        reading.cancel()
        return code

    async def _read(self, child: asyncio.subprocess.Process) -> None:
        stream = child.stdout
        while stream is not None:
            try:
                line = await stream.readline()
            except ValueError:  # longer than anything we log
                continue
            if not line:
                return
            self._journal.take(self.plan.name, line)

    def _environment(self) -> dict[str, str]:
        ours = {
            "KINDREEL_PROCESS": self.plan.name,
            "KINDREEL_SUPERVISOR": str(os.getpid()),
            "KINDREEL_LOG_LINES": "json",
            "PYTHONUNBUFFERED": "1",
            # Threads that rarely work would else keep tens of megabytes each.
            "MALLOC_ARENA_MAX": "2",
        }
        return {**os.environ, **ours}
