"""One structured log. A line says what happened, never what somebody wrote.

Our own loggers (`kindreel.…`) give an event name as message and facts as `extra`. From other loggers only
their name, numbers and the kind of error are kept: their messages may quote a request.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from kindreel.front import request_id

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OUTSPOKEN = ("django_tasks", "_granian")
"""Foreign loggers whose messages hold ids and states only."""
_OF_OUR_MAKING = {"ImportError", "ModuleNotFoundError", "SyntaxError", "ImproperlyConfigured", "BadSetting"}
"""Errors whose words come from the program or its settings, never from a person."""
_LONGEST = 200
Line = dict[str, Any]


def set_up(process: str, level: str = "") -> None:
    """Once per process: JSON lines for the supervisor when it is there, else human lines."""
    handler = logging.StreamHandler(sys.stdout if is_collected() else sys.stderr)
    handler.setFormatter(JsonLines(process) if is_collected() else HumanLines(process))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level or os.environ.get("KINDREEL_LOG_LEVEL", "").strip() or "INFO")
    for name, quieter in {"django.request": "ERROR", "django.utils.autoreload": "WARNING"}.items():
        logging.getLogger(name).setLevel(quieter)
    sys.excepthook = _note_crash


def is_collected() -> bool:
    """Whether a supervisor reads what we print."""
    return os.environ.get("KINDREEL_LOG_LINES") == "json"


def log_file(data: Path) -> RotatingFileHandler:
    """The file of all processes; only the supervisor writes it, or rotation would lose lines."""
    folder = data / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return RotatingFileHandler(folder / "kindreel.log", maxBytes=5_000_000, backupCount=5, encoding="utf-8")


class JsonLines(logging.Formatter):
    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_line(record, self.process), ensure_ascii=False, separators=(",", ":"))


class HumanLines(JsonLines):
    def format(self, record: logging.LogRecord) -> str:
        return human(_line(record, self.process))


def human(line: Line) -> str:
    facts = {key: value for key, value in line.items() if key not in {"time", "process", "level", "event"}}
    where = facts.pop("where", [])
    moment = str(line.get("time", ""))[11:19]
    told = " ".join(f"{key}={value}" for key, value in facts.items())
    head = f"{moment} {line.get('process', ''):<8} {line.get('level', ''):<7} {line.get('event', '')} {told}"
    return "\n".join([head.rstrip(), *(f"    {place}" for place in where)])


def _line(record: logging.LogRecord, process: str) -> Line:
    is_ours = record.name.partition(".")[0] == "kindreel"
    line: Line = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "process": process,
        "level": record.levelname.lower(),
        "event": str(record.msg)[:_LONGEST] if is_ours else record.name,
    }
    if request_id.current.get():
        line["request"] = request_id.current.get()
    if record.name.startswith(_OUTSPOKEN):
        line["message"] = record.getMessage()[:_LONGEST]
    line.update(_facts(record, is_ours))
    if record.exc_info and record.exc_info[1]:
        line.update(_error(record.exc_info[1]))
    return line


def _facts(record: logging.LogRecord, is_ours: bool) -> Line:
    wanted = (str, int, float, bool) if is_ours else (int, float, bool)
    extra = {key: value for key, value in vars(record).items() if key not in _STANDARD}
    return {
        key: value[:_LONGEST] if isinstance(value, str) else value
        for key, value in extra.items()
        if isinstance(value, wanted)
    }


def _error(error: BaseException) -> Line:
    """Where it broke and how it is called; the message of an error often quotes what was typed."""
    kind = type(error)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename[0] != "<"]
    line: Line = {
        "error": f"{kind.__module__}.{kind.__qualname__}",
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
    }
    if kind.__name__ in _OF_OUR_MAKING:
        line["message"] = str(error)[:_LONGEST]
    return line


def _note_crash(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
    logging.getLogger("kindreel.ops").critical("process.crashed", exc_info=(kind, error, trail))
    sys.__excepthook__(kind, error, trail)
