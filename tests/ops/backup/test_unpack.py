import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from kindreel.ops.answer import Failed
from kindreel.ops.backup.manifest import Manifest
from kindreel.ops.backup.unpack import unpack

MEDIA = "files/kept/ab/ab34567890123456789012.mp4"


def archive(target: Path, members: dict[str, bytes | tarfile.TarInfo], **changes: object) -> Path:
    manifest = Manifest("0.1.0", "2026-11-25", [])
    plain = {name: content for name, content in members.items() if isinstance(content, bytes)}
    manifest.digests = {name: sha256(content).hexdigest() for name, content in plain.items()}
    for name, value in changes.items():
        setattr(manifest, name, value)
    with tarfile.open(target, "w") as opened:
        for name, content in [*members.items(), ("manifest.json", manifest.text())]:
            member = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            body = content if isinstance(content, bytes) else b""
            member.size = len(body)
            opened.addfile(member, io.BytesIO(body))
    return target


def test_a_whole_archive_comes_out_as_it_is(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.tar", {MEDIA: b"film"}, files={MEDIA.removeprefix("files/"): 4})
    manifest = unpack(source, tmp_path / "out")
    assert (tmp_path / "out" / MEDIA).read_bytes() == b"film"
    assert list(manifest.files) == ["kept/ab/ab34567890123456789012.mp4"]


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/passwd",
        "files/../../outside",
        "files/kept/ab/../ab34567890123456789012.mp4",
        "files/kept/ab/cd34567890123456789012.mp4",
        "files/other/ab/ab34567890123456789012.mp4",
        "rows/../x.y.jsonl.gz",
        "secret/x",
        "db.sqlite3",
    ],
)
def test_names_that_are_not_ours_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Failed, match="holds something"):
        unpack(archive(tmp_path / "a.tar", {name: b"x"}), tmp_path / "out")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    member = tarfile.TarInfo("secret")
    member.type, member.linkname = kind, "/etc/passwd"
    with pytest.raises(Failed, match="holds something"):
        unpack(archive(tmp_path / "a.tar", {"secret": member}), tmp_path / "out")


def test_changed_and_missing_bytes_are_found(tmp_path: Path) -> None:
    changed = archive(tmp_path / "a.tar", {MEDIA: b"film"}, digests={MEDIA: "0" * 64})
    with pytest.raises(Failed, match="is changed"):
        unpack(changed, tmp_path / "1")
    missing = archive(tmp_path / "b.tar", {}, digests={MEDIA: "0" * 64})
    with pytest.raises(Failed, match="is missing"):
        unpack(missing, tmp_path / "2")


def test_a_manifest_cannot_name_what_is_not_in_the_archive(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.tar", {}, files={"../../../etc/passwd": 1})
    with pytest.raises(Failed, match="names what is not there"):
        unpack(source, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"no archive", b"\0" * 10240])
def test_other_files_are_no_backups(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "a.tar"
    source.write_bytes(content)
    with pytest.raises(Failed, match="no backup"):
        unpack(source, tmp_path / "out")


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.tar", {MEDIA: b"film" * 9000})
    source.write_bytes(source.read_bytes()[:20000])
    with pytest.raises(Failed, match="damaged"):
        unpack(source, tmp_path / "out")


def test_another_format_is_refused() -> None:
    text = json.loads(Manifest("9", "x", []).text()) | {"format": 2}
    with pytest.raises(Failed, match="another version"):
        Manifest.read(json.dumps(text).encode())
    with pytest.raises(Failed, match="cannot be read"):
        Manifest.read(b"[1")
