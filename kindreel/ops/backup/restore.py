"""Bringing a backup back into an empty place."""

import shutil
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kindreel.core import storage
from kindreel.ops import prepare
from kindreel.ops.answer import Failed
from kindreel.ops.backup import rows, tables_then
from kindreel.ops.backup.manifest import Manifest
from kindreel.ops.backup.unpack import unpack
from kindreel.ops.backup.write import Kept

ALLOWED = {"secret", "preparing.lock"}
"""What a look at the settings leaves in a fresh folder."""


def restore(source: Path) -> Kept:
    """Checks the whole archive first; only then anything is put in its place.

    Raises Failed when the place is not empty, or the archive not whole.
    """
    if not source.is_file():
        raise Failed(f"there is no file {source}")
    _need_empty()
    folder = settings.DATA / "restoring"
    folder.mkdir(parents=True)
    try:
        manifest = unpack(source, folder)
        _need_known(manifest)
        prepare.folders()
        for name in manifest.files:
            storage.keep(folder / "files" / name, name)
            (folder / "files" / name).unlink()
        count = _rows(manifest, folder / "rows")
        if (folder / "secret").exists():
            (folder / "secret").replace(settings.DATA / "secret")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Kept(count, len(manifest.files), manifest.lost)


def _need_empty() -> None:
    there = list(settings.DATA.iterdir()) if settings.DATA.exists() else []
    if any(path.name not in ALLOWED and not _is_empty_folder(path) for path in there):
        raise Failed(f"{settings.DATA} is not empty; a backup comes back into an empty data folder only")
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise Failed("the database is not empty; a backup comes back into an empty database only")


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _need_known(manifest: Manifest) -> None:
    graph = MigrationExecutor(connection).loader.graph
    if any(tuple(key) not in graph.nodes for key in manifest.migrations):
        raise Failed(
            f"this backup was made by a newer Kindreel ({manifest.version}); restore it with that one"
        )


def _rows(manifest: Manifest, folder: Path) -> int:
    """Tables as they were when the backup was made, its rows, then the changes that this version brought."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(tables_then.newest((app, name) for app, name in manifest.migrations))
    models = rows.tables(state.apps)
    with transaction.atomic():
        _empty(state.apps)
        for label in manifest.rows:
            if rows.load(models[label], folder / f"{label}.jsonl.gz", connection) != manifest.rows[label]:
                raise Failed(f"rows of {label} are missing in this backup")
        _reset_counters(state.apps)
    call_command("migrate", verbosity=0, interactive=False)
    return sum(manifest.rows.values())


def _empty(registry: Apps) -> None:
    """Changes of tables may have written rows of their own; those of the backup include them."""
    with connection.cursor() as cursor:
        for model in rows.tables(registry).values():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _reset_counters(registry: Apps) -> None:
    """New rows get numbers after those that came back."""
    models = list(rows.tables(registry).values())
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(line)
