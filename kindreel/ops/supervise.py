"""Starts, watches and ends the processes of one server: the front, the workers and the ticker.

Uses no Django, so that it stays small. It is the only one that writes the log file.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kindreel.ops.answer import Failed
from kindreel.ops.journal import Journal
from kindreel.ops.listening import is_answering, why_not
from kindreel.ops.process import Plan, Process

LIMIT = 8.0
"""Seconds from the wish to stop until whoever still runs is killed."""
START_LIMIT = 90.0


@dataclass(frozen=True)
class Server:
    """What is to run, and where."""

    port: int
    data: Path
    host: str = "127.0.0.1"
    origin: str = ""
    media_workers: int = 1
    default_workers: int = 1

    def plans(self) -> list[Plan]:
        web = ["-m", "kindreel.ops.web", "--host", self.host, "--port", str(self.port)]
        plans = [Plan("front", web)]
        plans += [Plan(_numbered("media", n), _worker("media")) for n in range(self.media_workers)]
        plans += [Plan(_numbered("default", n), _worker("default")) for n in range(self.default_workers)]
        return [*plans, Plan("ticker", ["-m", "kindreel.ops.child", "tick"])]


def serve(
    *, host: str | None = None, port: int | None = None, on_ready: Callable[[], None] | None = None
) -> None:
    """All of the server, as the settings say, until SIGTERM or SIGINT."""
    from kindreel import settings

    run(
        Server(
            port=port or settings.PORT,
            data=settings.DATA,
            host=host or settings.LISTEN,
            origin=settings.ORIGIN,
            media_workers=settings.MEDIA_WORKERS,
        ),
        on_ready=on_ready,
    )


def run(server: Server, plans: Sequence[Plan] = (), on_ready: Callable[[], None] | None = None) -> None:
    """Raises Failed, with one plain sentence, when the server cannot start."""
    reason = why_not(server.host, server.port)
    if reason:
        raise Failed(reason)
    with Journal(server.data) as journal:
        supervisor = Supervisor(server, plans or server.plans(), journal, on_ready)
        asyncio.run(supervisor.run())


class Supervisor:
    def __init__(
        self,
        server: Server,
        plans: Sequence[Plan],
        journal: Journal,
        on_ready: Callable[[], None] | None,
    ) -> None:
        self._server = server
        self._processes = [Process(plan, journal) for plan in plans]
        self._journal = journal
        self._on_ready = on_ready
        self._stop = asyncio.Event()
        self._wishes = 0

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._wish)
        watchers = [asyncio.create_task(process.keep_running()) for process in self._processes]
        is_ready = await self._until_ready()
        if is_ready:
            self._tell()
            await self._stop.wait()
        await self._end(watchers)
        if not is_ready and not self._wishes:
            raise Failed("the server did not start; the reason stands above")

    def _wish(self) -> None:
        self._wishes += 1
        self._stop.set()
        if self._wishes > 1:
            for process in self._processes:
                process.kill()

    async def _until_ready(self) -> bool:
        end = asyncio.get_running_loop().time() + START_LIMIT
        while not self._stop.is_set() and asyncio.get_running_loop().time() < end:
            if await is_answering(self._server.host, self._server.port, self._server.origin):
                return True
            if any(process.is_hopeless for process in self._processes):
                return False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), 0.1)
        return False

    def _tell(self) -> None:
        self._journal.note("server.ready", port=self._server.port)
        if self._server.origin:
            print(self._server.origin, flush=True)
        print(f"http://localhost:{self._server.port}", flush=True)
        if self._on_ready:
            self._on_ready()

    async def _end(self, watchers: Sequence[asyncio.Task[None]]) -> None:
        """Asks all to end, and kills whole groups of those that do not in time."""
        self._journal.note("server.stopping")
        for process in self._processes:
            process.ask_to_end()
        _, late = await asyncio.wait(watchers, timeout=LIMIT)
        for process in self._processes:
            process.kill()
        if late:
            await asyncio.wait(late, timeout=1)
        self._journal.note("server.stopped", killed=len(late))


def _numbered(name: str, number: int) -> str:
    return name if number == 0 else f"{name}-{number + 1}"


def _worker(queue: str) -> list[str]:
    return ["-m", "kindreel.ops.child", "db_worker", "--queue-name", queue, "--no-reload"]
