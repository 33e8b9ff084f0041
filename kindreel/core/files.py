"""Files that rows own. A row never names a file that is not there, and no dead file stays reachable.

New bytes are stored before the row that names them; old bytes are doomed in the transaction that forgets
them, and deleted
right after it is durable. What a crash leaves in between, `settle_all` and the sweep take away.
"""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from kindreel.core import addresses
from kindreel.core.models import DoomedFile
from kindreel.core.storage import sync_folder

TOGETHER = 100
log = logging.getLogger("kindreel.files")


def renamed_copies(names: Iterable[str], *, public: bool) -> dict[str, str]:
    """The same bytes under new random names, by the old ones (hard links where the disk can)."""
    new = {name: addresses.new_name(name.rsplit(".", 1)[1], public=public) for name in names}
    folders: set[Path] = set()
    for old, name in new.items():
        try:
            source, target = Path(default_storage.path(old)), Path(default_storage.path(name))
        except NotImplementedError:  # an object store has no paths
            new[old] = _copy(old, name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except FileNotFoundError:  # lost already: a narrower audience must not wait for it
            log.warning("file.missing", extra={"file": old})
        folders.update(target.parents[:3])
    # All links first: then one write of the disk's journal serves them all, not one for each.
    for folder in folders:
        sync_folder(folder)
    return new


def renamed_copy(name: str, *, public: bool) -> str:
    return renamed_copies([name], public=public)[name]


def _copy(old: str, new: str) -> str:
    with default_storage.open(old) as file:
        return default_storage.save(new, file)


def doom(names: Iterable[str]) -> None:
    """Inside a transaction: these files go as soon as it is durable."""
    rows = [DoomedFile(name=name) for name in names if name]
    DoomedFile.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(lambda: _settle([row.name for row in rows]))


def settle_all() -> int:
    """Deletes what a crash left doomed; returns how many files."""
    names = list(DoomedFile.objects.values_list("name", flat=True)[:1000])
    _settle(names)
    return len(names)


def _settle(names: list[str]) -> None:
    for start in range(0, len(names), TOGETHER):
        gone = [name for name in names[start : start + TOGETHER] if _is_deleted(name)]
        DoomedFile.objects.filter(name__in=gone).delete()


def _is_deleted(name: str) -> bool:
    try:
        default_storage.delete(name)
    except OSError:
        log.exception("file.not_deleted", extra={"file": name})
        return False
    return True
