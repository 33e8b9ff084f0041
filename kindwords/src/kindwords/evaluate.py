"""Scores against labels in a CSV file: `text`, optional `lang`, and `toxic`, `kind` or attributes by name."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kindwords.attributes import ATTRIBUTES, Attribute
from kindwords.engine import Engine
from kindwords.metrics import calibration_error, summary

_ALIASES = {"toxic": Attribute.TOXICITY, "kind": Attribute.KINDNESS}
_BATCH = 256


class NothingToEvaluate(ValueError):
    """The file has no text column, or no label that we know."""


def evaluate(engine: Engine, path: Path, threshold: float = 0.5) -> dict[str, Any]:
    """attribute → language ('all' too) → measures."""
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    labels: dict[tuple[str, str], list[float]] = defaultdict(list)
    for batch in _batches(path):
        readings = engine.read_many([row["text"] for row, _ in batch])
        for (row, known), reading in zip(batch, readings, strict=True):
            code = row.get("lang") or row.get("language") or reading.language or "unknown"
            for attribute, label in known.items():
                for group in ("all", code):
                    scores[attribute, group].append(reading.scores[attribute])
                    labels[attribute, group].append(label)
    found: dict[str, Any] = defaultdict(dict)
    for (attribute, group), values in scores.items():
        s, y = np.array(values), np.array(labels[attribute, group])
        measured = summary(s, y, threshold) | {"calibration_error": calibration_error(s, y)}
        found[attribute][group] = {name: round(value, 4) for name, value in measured.items()}
    return dict(found)


def _batches(path: Path) -> Iterator[list[tuple[dict[str, str], dict[str, float]]]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        columns = {name: _attribute(name) for name in reader.fieldnames or ()}
        if "text" not in columns or not any(columns.values()):
            raise NothingToEvaluate(
                f"{path} needs a column 'text' and one of: toxic, kind, {', '.join(ATTRIBUTES)}"
            )
        batch = []
        for row in reader:
            known = {a: float(row[n]) for n, a in columns.items() if a and row[n] in ("0", "1", "0.0", "1.0")}
            if known and len(row["text"]) <= 100_000:
                batch.append((row, known))
            if len(batch) == _BATCH:
                yield batch
                batch = []
        yield batch


def _attribute(column: str) -> str | None:
    if column in _ALIASES:
        return _ALIASES[column].value
    return column if column in Attribute.__members__ else None
