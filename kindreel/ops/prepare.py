"""What has to stand before the place opens: folders, tables, catalogues, static files, a way in for the first
administrator. Quick when nothing changed.

`python -m kindreel.ops.prepare` does all of it.
"""

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kindreel.ops import addresses, messages

UNUSED = ["django_htmx/ext/*", "django_htmx/htm*-4*"]
"""Static files of packages that no page of ours asks for; some of them cannot be hashed."""


def everything() -> str:
    """Returns the address of the one-time link for the first administrator, or '' when there is one."""
    database()
    addresses.note_port(settings.PORT)
    messages.compile_newer()
    static_files()
    return first_administrator()


def folders() -> None:
    for folder in (settings.DATA, settings.FILES, settings.UPLOADS, settings.WORK, settings.STATIC_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)


def database() -> None:
    """Folders, and tables as this version wants them. Two processes that start at once take turns."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    folders()
    with _alone():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone() -> Iterator[None]:
    with (settings.DATA / "preparing.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def static_files() -> None:
    """Collects static files under hashed names when one changed. Old ones stay, for pages still open."""
    from django.core.management import call_command

    stamp = settings.DATA / "static.stamp"
    now = _static_digest()
    if stamp.exists() and stamp.read_text() == now:
        return
    with _alone():
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
        stamp.write_text(now)


def _static_digest() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def first_administrator() -> str:
    from kindreel.people.actions import links
    from kindreel.people.models import OneTimeLink, Person
    from kindreel.people.models.person import Role

    if Person.objects.active().filter(role=Role.ADMIN).exists():
        return ""
    return addresses.page("door", links.make(OneTimeLink.Kind.ADMIN))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    import django

    from kindreel.ops import log

    log.set_up("prepare")
    django.setup()
    link = everything()
    if link:
        print(link)
    return 0


if __name__ == "__main__":
    sys.exit(main())
