"""A power cut cannot be made in a test; that the disk is asked to keep bytes and names, can be seen."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kindreel.core import addresses, files, storage


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The files and folders (as inodes) that were synced so far."""
    found: set[int] = set()
    really = os.fsync

    def note(handle: int) -> None:
        found.add(os.fstat(handle).st_ino)
        really(handle)

    monkeypatch.setattr(os, "fsync", note)
    return found


def _kept(name: str) -> tuple[Path, set[int]]:
    """The stored file, and all the folders that a way to it leads through."""
    path = settings.FILES / name
    folders = [path.parent, path.parent.parent, settings.FILES]
    return path, {folder.stat().st_ino for folder in folders}


def test_bytes_and_the_way_to_them_are_synced_before_a_file_counts_as_kept(synced: set[int]) -> None:
    name = default_storage.save(addresses.new_name("mp4", public=True), ContentFile(b"a film"))
    path, folders = _kept(name)
    assert {path.stat().st_ino, *folders} <= synced


def test_a_new_name_is_synced_before_the_old_one_goes(synced: set[int]) -> None:
    old = default_storage.save(addresses.new_name("mp4", public=True), ContentFile(b"a film"))
    synced.clear()
    path, folders = _kept(files.renamed_copy(old, public=False))
    assert folders <= synced
    assert path.read_bytes() == b"a film"


def test_many_new_names_are_made_first_and_synced_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken in turns, each sync would wait for the disk's journal, and all writers for the last of them."""
    old = [default_storage.save(addresses.new_name("mp4", public=True), ContentFile(b"x")) for _ in range(5)]
    steps: list[str] = []
    link, sync = os.link, os.fsync
    monkeypatch.setattr(os, "link", lambda *names: (steps.append("link"), link(*names)))
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), sync(handle)))
    new = files.renamed_copies(old, public=False)
    assert steps[:5] == ["link"] * 5 and set(steps[5:]) == {"sync"}
    assert list(new) == old and all(map(default_storage.exists, new.values()))


def test_half_a_file_is_never_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "fsync", full)
    name = addresses.new_name("mp4", public=True)
    with pytest.raises(OSError, match="no room"):
        default_storage.save(name, ContentFile(b"a film"))
    assert not [path for path in settings.FILES.rglob("*") if path.is_file()]


def test_a_kept_file_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"x" * 200_000)
    name = storage.keep(tmp_path / "film", addresses.new_name("mp4", public=False))
    assert storage.fetch(name, tmp_path / "again").read_bytes() == b"x" * 200_000
