"""Tables as they stand in a database that may be older than this code."""

from collections.abc import Iterable

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph

from kindreel.ops.answer import Failed

Key = tuple[str, str]


def applied() -> list[Key]:
    """The changes of tables that were made here. Raises Failed when this code does not know them all."""
    executor = MigrationExecutor(connection)
    keys = sorted(executor.loader.applied_migrations)
    if not keys:
        raise Failed("there is nothing here yet")
    if not set(keys) <= set(executor.loader.graph.nodes):
        raise Failed("the tables are those of a newer Kindreel; use that one")
    return keys


def models(keys: Iterable[Key]) -> Apps:
    """Models as they were after these changes; the usual ones when that is now."""
    executor, last = MigrationExecutor(connection), newest(keys)
    if set(last) == set(executor.loader.graph.leaf_nodes()):
        return apps
    state: Apps = executor.loader.project_state(last).apps
    return state


def newest(keys: Iterable[Key]) -> list[Key]:
    """The last change of each app among `keys`."""
    graph: MigrationGraph = MigrationExecutor(connection).loader.graph
    known = set(keys)

    def is_last(key: Key) -> bool:
        return not any(
            child.key in known and child.key[0] == key[0] for child in graph.node_map[key].children
        )

    return [key for key in sorted(known) if is_last(key)]
