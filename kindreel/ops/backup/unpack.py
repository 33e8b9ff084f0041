"""Reading an archive that may be damaged or made by somebody else: known names only, digests checked."""

import re
import tarfile
from pathlib import Path
from typing import IO, cast

from kindreel.core import addresses
from kindreel.ops.answer import Failed
from kindreel.ops.backup.manifest import Counted, Manifest

_PLAIN = re.compile(r"manifest\.json|secret|rows/[a-z0-9_]+\.[a-z0-9_]+\.jsonl\.gz", re.ASCII)


def unpack(source: Path, folder: Path) -> Manifest:
    """Everything into `folder`, compared with the manifest. Raises Failed when anything is not as it says."""
    try:
        digests = _extract(source, folder)
    except (tarfile.TarError, EOFError, FileExistsError) as error:
        raise Failed(f"{source} is no backup, or it is damaged") from error
    if "manifest.json" not in digests:
        raise Failed(f"{source} has no manifest: it is no backup, or it is cut off")
    manifest = Manifest.read((folder / "manifest.json").read_bytes())
    listed = {f"files/{name}" for name in manifest.files} | {
        f"rows/{name}.jsonl.gz" for name in manifest.rows
    }
    if not listed <= set(digests):
        raise Failed(f"{source} is damaged: its manifest names what is not there")
    for name, digest in manifest.digests.items():
        if digests.get(name) != digest:
            raise Failed(f"{source} is damaged: {name} is {'changed' if name in digests else 'missing'}")
    return manifest


def _extract(source: Path, folder: Path) -> dict[str, str]:
    digests: dict[str, str] = {}
    with tarfile.open(source, mode="r|*") as archive:
        for member in archive:
            if not member.isreg() or not _is_known(member.name):
                raise Failed(f"{source} holds something that no backup of ours holds; nothing was restored")
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = Counted(cast("IO[bytes]", archive.extractfile(member)))
            with target.open("xb") as file:
                target.chmod(0o600)
                file.writelines(content.pieces())
            digests[member.name] = content.digest
    return digests


def _is_known(name: str) -> bool:
    """A closed list of forms: none of them can lead out of the folder."""
    if not name.startswith("files/"):
        return _PLAIN.fullmatch(name) is not None
    try:
        addresses.address(name.removeprefix("files/"), secret=b"-")
    except ValueError:
        return False
    return True
