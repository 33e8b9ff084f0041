"""Taking away files that a crash left behind: in the storage, and in the folder where work is done."""

import logging
import shutil
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from kindreel.core import clock
from kindreel.ops import stored

log = logging.getLogger("kindreel.ticker")
OLD = timedelta(days=1)
"""A file is stored before the row that names it is there; a day is longer than any such moment."""
SUSPICIOUS = 10
"""From so many orphans on, it is looked at whether these files belong to another database."""


def sweep_files() -> int:
    """Deletes stored files older than a day that no row names.

    When most files seem to be orphans, the database is not theirs (a wrong address, a restore that is not
    done yet), and nothing is touched.
    """
    found = [_look_into(folder) for folder in stored.folders()]
    orphans, owned = [name for names, _ in found for name in names], sum(count for _, count in found)
    if len(orphans) >= SUSPICIOUS and len(orphans) > owned:
        log.error("database.seems_another", extra={"orphans": len(orphans), "owned": owned})
        return 0
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)


def _look_into(folder: str) -> tuple[list[str], int]:
    """The old orphans, and how many files have an owner."""
    names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    owned = stored.named(names)
    return [name for name in names - owned if _is_old(name)], len(owned)


def _is_old(name: str) -> bool:
    try:
        # When its names last changed, not its bytes: a renamed copy is a new name for old bytes.
        changed = Path(default_storage.path(name)).stat().st_ctime
    except NotImplementedError:  # an object store has no paths, and a copy there is new
        return bool(default_storage.get_modified_time(name) < clock.now() - OLD)
    except FileNotFoundError:
        return False
    return changed < time.time() - OLD.total_seconds()


def sweep_work() -> int:
    """Deletes what stands in the work folder for more than a day."""
    limit = time.time() - OLD.total_seconds()
    old = [path for path in _entries(settings.WORK) if path.lstat().st_mtime < limit]
    for path in old:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
