"""Rows of all tables as JSON lines, and back. The first line names the columns, each further one is a row."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.encoding import is_protected_type

Field = models.Field[Any, Any]
CHUNK = 500
LEFT_OUT = {"core.heartbeat"}
"""Of no use in another place and time."""


def tables(registry: Apps = apps) -> dict[str, type[models.Model]]:
    """Every table by its label, those between two models included."""
    found = registry.get_models(include_auto_created=True)
    kept = {m._meta.label_lower: m for m in found if m._meta.managed and not m._meta.proxy}
    return {label: kept[label] for label in sorted(kept) if label not in LEFT_OUT}


def fields(model: type[models.Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, every look sees the same moment; writers go on."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Not `atomic`: ours begins IMMEDIATE, and would keep every writer out for as long as this takes.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def dump(model: type[models.Model], target: Path) -> int:
    """Writes the table to `target`; returns how many rows."""
    columns, count = fields(model), 0
    rows = model._base_manager.order_by("pk").iterator(chunk_size=2000)
    with _packed(target) as file:
        file.write(json.dumps([field.attname for field in columns]) + "\n")
        for row in rows:
            values = [_plain(field, row) for field in columns]
            file.write(json.dumps(values, ensure_ascii=False, default=_encode) + "\n")
            count += 1
    return count


@contextmanager
def _packed(target: Path) -> Iterator[IO[str]]:
    """The same rows give the same bytes: no name and no time in the head."""
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=5, fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8") as file,
    ):
        yield file


def _plain(field: Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    return value if is_protected_type(value) else field.value_to_string(row)


def _encode(value: object) -> str:
    # Django's own encoder cuts times to milliseconds; rows that come back must be the same.
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def load(model: type[models.Model], source: Path, database: BaseDatabaseWrapper) -> int:
    """Inserts what `dump` wrote, exactly: no defaults, no times of now. Returns how many rows."""
    by_name, count = {field.attname: field for field in fields(model)}, 0
    with gzip.open(source, "rt", encoding="utf-8") as file:
        columns = [by_name[name] for name in json.loads(next(file))]
        insert = _insert(model, columns, database)
        for batch in _batches(file):
            rows = [_values(columns, json.loads(line), database) for line in batch]
            with database.cursor() as cursor:
                cursor.executemany(insert, rows)
            count += len(rows)
    return count


def _insert(model: type[models.Model], columns: Sequence[Field], database: BaseDatabaseWrapper) -> str:
    quote = database.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in columns)
    places = ", ".join(["%s"] * len(columns))
    # Names of tables and columns come from our own models, never from the archive.
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608


def _values(columns: Sequence[Field], values: list[Any], database: BaseDatabaseWrapper) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection=database)
        for field, value in zip(columns, values, strict=True)
    ]


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch
