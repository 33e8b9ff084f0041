"""What the place stands on, looked at part by part; each finding says how to mend it.

A check that crashes is itself a finding: the doctor never fails to answer.
"""

import logging
from collections.abc import Callable, Iterator

from kindreel.ops.checks import media, options, storage, tables, work
from kindreel.ops.finding import Finding, Level, broken

__all__ = ["CHECKS", "Finding", "Level", "examine"]

Check = Callable[[], Iterator[Finding]]
CHECKS: list[Check] = [
    tables.database,
    tables.migrations,
    tables.clock,
    storage.folders,
    storage.disk,
    media.ffmpeg,
    media.isolation,
    options.variables,
    options.origin,
    options.gates,
    work.processes,
    work.stuck,
    work.failed,
]
NEED_TABLES = {work.processes, work.stuck, work.failed}


def examine() -> list[Finding]:
    found: list[Finding] = []
    for check in CHECKS:
        has_tables = not any(one.level == Level.BROKEN for one in found if one.part in ("database", "tables"))
        if has_tables or check not in NEED_TABLES:
            found += _guarded(check)
    return found


def _guarded(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:
        logging.getLogger("kindreel.ops").exception("check.crashed", extra={"check": check.__name__})
        says = f"could not be looked at ({type(error).__name__})"
        return [broken(check.__name__, says, "Mend what stands above first, then look again.")]
