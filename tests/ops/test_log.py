import json
import logging
from pathlib import Path
from typing import Any

import pytest

from kindreel.front import request_id
from kindreel.ops import log


def line(name: str, message: str, *args: object, **more: Any) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(
        name, logging.WARNING, "file.py", 1, message, args, more.pop("exc_info", None), extra=more
    )
    found: dict[str, Any] = json.loads(log.JsonLines("test").format(record))
    return found


def test_line_of_ours_has_event_and_facts() -> None:
    found = line("kindreel.videos", "video.published", video="v1", seconds=2.5, rows=[1], person=object())
    assert found.pop("time").endswith("+00:00")
    facts = {"video": "v1", "seconds": 2.5}
    assert found == {"process": "test", "level": "warning", "event": "video.published", **facts}


def test_line_of_others_keeps_no_words() -> None:
    found = line(
        "django.security.DisallowedHost",
        "Invalid host: %s",
        "typed",
        status_code=400,
        request="GET /?q=typed",
    )
    assert (found["event"], found["status_code"]) == ("django.security.DisallowedHost", 400)
    assert "typed" not in json.dumps(found)


def test_error_is_told_by_kind_and_place_only() -> None:
    try:
        int("somebody's words")
    except ValueError as error:
        found = line("kindreel.x", "it.broke", exc_info=(ValueError, error, error.__traceback__))
    assert found["error"] == "builtins.ValueError"
    assert "test_log.py" in found["where"][-1]
    assert "words" not in json.dumps(found)


def test_error_of_our_own_making_keeps_its_words() -> None:
    try:
        raise ModuleNotFoundError("No module named 'x'")
    except ModuleNotFoundError as error:
        found = line("kindreel.x", "it.broke", exc_info=(ModuleNotFoundError, error, error.__traceback__))
    assert found["message"] == "No module named 'x'"


def test_line_carries_the_number_of_its_request() -> None:
    token = request_id.current.set("abc")
    try:
        assert line("kindreel.x", "it.happened")["request"] == "abc"
    finally:
        request_id.current.reset(token)


def test_human_line_is_short_and_names_the_place() -> None:
    facts = {
        "time": "2026-11-25T10:11:12.000+00:00",
        "process": "front",
        "level": "error",
        "event": "it.broke",
    }
    shown = log.human({**facts, "error": "ValueError", "where": ["a.py:1 f"]})
    assert shown == "10:11:12 front    error   it.broke error=ValueError\n    a.py:1 f"


def test_long_text_is_cut() -> None:
    assert len(line("kindreel.x", "e" * 5000, fact="f" * 5000)["fact"]) == 200


def test_log_file_turns_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = log.log_file(tmp_path)
    monkeypatch.setattr(handler, "maxBytes", 100)
    for _ in range(20):
        handler.emit(logging.makeLogRecord({"msg": "x" * 60}))
    handler.close()
    assert len(list((tmp_path / "logs").iterdir())) == 6
