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
from kindreel.core.storage import make_folder, sync_folder

log = logging.getLogger("kindreel.files")


def renamed_copy(name: str, *, public: bool) -> str:
    """The same bytes under a new random name (a hard link where the disk can, no second copy)."""
    new = addresses.new_name(name.rsplit(".", 1)[1], public=public)
    try:
        source, target = Path(default_storage.path(name)), Path(default_storage.path(new))
    except NotImplementedError:  # an object store has no paths
        with default_storage.open(name) as file:
            return default_storage.save(new, file)
    make_folder(target.parent)
    try:
        os.link(source, target)
    except FileNotFoundError:  # lost already: a narrower audience must not wait for it
        log.warning("file.missing", extra={"file": name})
    sync_folder(target.parent)
    return new


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
    for name in names:
        try:
            default_storage.delete(name)
        except OSError:
            log.exception("file.not_deleted", extra={"file": name})
            continue
        DoomedFile.objects.filter(name=name).delete()
