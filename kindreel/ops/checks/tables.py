"""The database: is it there, as this version wants it, and does its clock agree with ours?"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kindreel.core import clock as time
from kindreel.ops.finding import Finding, broken, note, well

MOST_APART = timedelta(seconds=30)


def database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except Exception as error:  # noqa: BLE001  (each database has its own ways not to answer)
        yield broken("database", f"cannot be reached ({type(error).__name__})", _how_to_reach())
        return
    if connection.vendor == "sqlite":
        yield from _sqlite()
    else:
        yield from _postgres()


def _how_to_reach() -> str:
    if connection.vendor == "sqlite":
        return "Look whether the data folder (KINDREEL_DATA) exists and may be written."
    return "Look whether PostgreSQL runs, and at host, name and word in KINDREEL_DATABASE."


def _sqlite() -> Iterator[Finding]:
    mode, health = _ask("PRAGMA journal_mode"), _ask("PRAGMA quick_check(1)")
    if health != "ok":
        yield broken(
            "database", "SQLite finds its file damaged", "Stop the server and restore the last backup."
        )
    elif mode not in ("wal", "memory"):
        mend = "Put the data folder on a local disk: write-ahead logging does not work on network drives."
        yield broken("database", f"SQLite's journal mode is {mode}, not wal", mend)
    else:
        yield well("database", f"SQLite, journal mode {mode}")


def _postgres() -> Iterator[Finding]:
    version = int(_ask("SHOW server_version_num"))
    if version < 150000:
        yield broken("database", f"PostgreSQL {version // 10000} is too old", "Use PostgreSQL 15 or later.")
    elif _ask("SHOW synchronous_commit") == "off":
        mend = "Set synchronous_commit = on, or a power cut may lose confirmed uploads."
        yield note("database", "PostgreSQL confirms before it has written", mend)
    else:
        yield well("database", f"PostgreSQL {version // 10000}")


def _ask(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield broken(
            "tables", f"{len(plan)} changes are missing", "Start with `kindreel serve`; it makes them."
        )
    else:
        yield well("tables", "as this version wants them")


def clock() -> Iterator[Finding]:
    """On another machine the database may live in another time; deadlines would then fire wrongly."""
    if connection.vendor != "postgresql":
        now = time.now()
        if now.year < 2026:
            yield broken("clock", f"this machine says {now:%Y-%m-%d}", "Set its clock; NTP keeps it right.")
        else:
            yield well("clock", f"{now:%Y-%m-%d %H:%M} UTC")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - time.now())
    if apart > MOST_APART:
        mend = "Set both clocks; NTP keeps them right."
        yield broken("clock", f"the database's clock is {apart.total_seconds():.0f} s away from ours", mend)
    else:
        yield well("clock", "agrees with the database's")
