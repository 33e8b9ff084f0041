"""Writing a backup while the community runs."""

import io
import os
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.files.storage import default_storage

from kindreel import __version__
from kindreel.core import clock
from kindreel.ops import stored
from kindreel.ops.answer import Failed
from kindreel.ops.backup import rows, tables_then
from kindreel.ops.backup.manifest import Counted, Manifest

ROUNDS = 5
"""A file that is gone with its row was erased since the rows were read: then they are read again."""


@dataclass
class Kept:
    rows: int = 0
    files: int = 0
    lost: list[str] = field(default_factory=list)


def write(target: Path) -> Kept:
    """Makes the archive at `target`, whole or not at all. Raises Failed when something stands there."""
    if target.exists():
        raise Failed(f"{target} is there already; give a new name")
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            part.chmod(0o600)
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                kept = _Writer(archive).write()
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return kept


@dataclass(frozen=True)
class Place:
    """The column of the row that names a file."""

    owner: stored.Owner
    key: object

    def name_now(self) -> str:
        row = self.owner.model._default_manager.filter(pk=self.key)
        return str(row.values_list(self.owner.field, flat=True).first() or "")


class _Writer:
    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._files: dict[str, tuple[int, str]] = {}

    def write(self) -> Kept:
        """Media first, then the rows that name them: only what is there is named."""
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory(prefix="kindreel-backup-") as folder:
                manifest, names = _read_rows(Path(folder))
                manifest.lost = sorted(name for name, at in names.items() if not self._add_media(name, at))
                if not manifest.lost or self._is_settled(manifest.lost):
                    return self._finish(manifest, set(names), Path(folder))
        raise Failed("media change faster than they can be read; try again when less is going on")

    def _is_settled(self, missing: list[str]) -> bool:
        """Whether the rows still name what is not there: then it is truly lost, and no race of ours."""
        return stored.named(missing) == set(missing)

    def _add_media(self, name: str, at: Place) -> bool:
        """A file that got another name meanwhile is found by the row that named it; in the archive it keeps
        the name that the rows of the archive know. False when its row names nothing that is there."""
        if name in self._files:
            return True
        tried, now = "", name
        while now and now != tried:
            try:
                file, size = default_storage.open(now), default_storage.size(now)
            except FileNotFoundError:
                tried, now = now, at.name_now()
                continue
            with file:
                self._files[name] = (size, self._add(f"files/{name}", cast("IO[bytes]", file), size))
            return True
        return False

    def _finish(self, manifest: Manifest, names: set[str], folder: Path) -> Kept:
        for label in manifest.rows:
            path = folder / f"{label}.jsonl.gz"
            with path.open("rb") as file:
                digest = self._add(f"rows/{path.name}", file, path.stat().st_size)
            manifest.digests[f"rows/{path.name}"] = digest
        for name in sorted(names & set(self._files)):
            manifest.files[name], manifest.digests[f"files/{name}"] = self._files[name]
        self._add_secret(manifest)
        text = manifest.text()
        self._add("manifest.json", io.BytesIO(text), len(text))
        return Kept(sum(manifest.rows.values()), len(manifest.files), manifest.lost)

    def _add_secret(self, manifest: Manifest) -> None:
        """With it, sessions and signed addresses stay good; one given by the environment stays there."""
        path = settings.DATA / "secret"
        if path.exists() and not os.environ.get("KINDREEL_SECRET"):
            text = path.read_bytes()
            manifest.digests["secret"] = self._add("secret", io.BytesIO(text), len(text))

    def _add(self, name: str, file: IO[bytes], size: int) -> str:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(clock.now().timestamp())
        counted = Counted(file)
        self._archive.addfile(member, cast("IO[bytes]", counted))
        return counted.digest


def _read_rows(folder: Path) -> tuple[Manifest, dict[str, Place]]:
    """All tables at one moment, as files in `folder`, and which row names which of the media."""
    names: dict[str, Place] = {}
    with rows.snapshot():
        applied = tables_then.applied()
        manifest = Manifest(__version__, clock.now().isoformat(), [list(key) for key in applied])
        for label, model in rows.tables(tables_then.models(applied)).items():
            manifest.rows[label] = rows.dump(model, folder / f"{label}.jsonl.gz")
        for owner in stored.OWNERS:
            for key, name in owner.model._default_manager.values_list("pk", owner.field):
                names[name] = Place(owner, key)
    names.pop("", None)
    return manifest, names
