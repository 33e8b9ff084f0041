"""A quiet meter on standard error, for people only: nothing when the output is a file or a pipe."""

import sys
import time
from types import TracebackType


class Meter:
    def __init__(self, noun: str, every: float = 1.0) -> None:
        self.noun, self.every = noun, every
        self.done, self.begun, self.shown = 0, time.monotonic(), time.monotonic()

    def __enter__(self) -> "Meter":
        return self

    def add(self, count: int) -> None:
        self.done += count
        now = time.monotonic()
        if sys.stderr.isatty() and now - self.shown >= self.every:
            self.shown = now
            rate = self.done / max(1e-9, now - self.begun)
            print(f"\r{self.done:,} {self.noun}, {rate:,.0f} a second", end="", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sys.stderr.isatty() and self.shown > self.begun:
            print(file=sys.stderr)
