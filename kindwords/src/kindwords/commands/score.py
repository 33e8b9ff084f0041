"""JSON lines in, JSON lines out, in constant memory; a bad line is named and passed over."""

import argparse
import codecs
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import kindwords
from kindwords.commands import progress
from kindwords.engine import LONGEST


def add(verbs: Any) -> None:
    parser = verbs.add_parser("score", help="read texts: JSON lines in, JSON lines out")
    parser.add_argument(
        "file", nargs="?", default="-", help="lines of {id, text, language?}; '-' for standard input"
    )
    parser.add_argument("--model", help="folder of weights (default: the shipped ones)")
    parser.add_argument("--batch", type=int, default=64, help="texts read at once (default 64)")
    parser.add_argument("--json", action="store_true", help="always so; accepted for symmetry")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    engine = kindwords.load(arguments.model)
    bad = 0
    with _opened(arguments.file) as stream, progress.Meter("texts") as meter:
        lines = enumerate(stream, start=1)
        while batch := list(islice(lines, max(1, arguments.batch))):
            rows, faults = _parsed(batch)
            bad += len(faults)
            for fault in faults:
                print(f"kindwords: {fault}", file=sys.stderr)
            for answer in _answers(engine, rows):
                sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
            sys.stdout.flush()
            meter.add(len(batch))
    return 1 if bad else 0


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")


def _parsed(batch: Iterable[tuple[int, bytes]]) -> tuple[list[dict[str, Any]], list[str]]:
    rows, faults = [], []
    for number, line in batch:
        if not line.strip():
            continue
        try:
            rows.append(_row(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line))
        except (ValueError, RecursionError) as error:
            faults.append(f"line {number}: {error}")
    return rows, faults


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg})") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("no 'text' of type string")
    if not isinstance(row.get("language", ""), str | None):
        raise ValueError("'language' is not a string")
    if len(row["text"]) > LONGEST:
        raise ValueError(f"the text is longer than {LONGEST:,} characters")
    return row


def _no_constant(name: str) -> None:
    """NaN and Infinity are no JSON: echoed in an id, they would spoil the line for its reader."""
    raise ValueError(f"not JSON ({name})")


def _answers(engine: kindwords.Engine, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    readings = engine.read_many([r["text"] for r in rows], [r.get("language") for r in rows])
    for row, reading in zip(rows, readings, strict=True):
        yield {"id": row.get("id"), **reading.as_json()}
