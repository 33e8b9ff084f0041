"""Gathers the lines of all processes: into the log file as JSON, onto the terminal for people."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from kindreel.ops.log import Line, human, log_file


class Journal(AbstractContextManager["Journal"]):
    def __init__(self, data: Path) -> None:
        self._file = log_file(data)

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def take(self, process: str, raw: bytes) -> None:
        """A line that a child printed; what is no log line is shown but not kept: anything may be in it."""
        text = raw.decode("utf-8", "replace").rstrip("\n")
        line = _parsed(text)
        if line is None:
            self.say(f"{process}: {text}")
        else:
            self._keep(line)

    def note(self, event: str, *, level: str = "info", **facts: str | float) -> None:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._keep({"time": moment, "process": "server", "level": level, "event": event, **facts})

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def _keep(self, line: Line) -> None:
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        self._file.emit(logging.makeLogRecord({"msg": text}))
        self.say(human(line))


def _parsed(text: str) -> Line | None:
    if not text.startswith('{"time":'):
        return None
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None
