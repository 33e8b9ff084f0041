import errno
import os
from pathlib import Path

import pytest

from kindreel.core.shelf import LIFETIME, LIFETIME_COMPLETE, Busy, Shelf


def test_create_and_find(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "uploads")
    upload = shelf.create("ana", 10, "", 1000.0)
    assert len(upload.id) == 22
    assert shelf.find(upload.id, 1001.0) == upload
    assert shelf.find(upload.id, 1000.0 + LIFETIME) is None


@pytest.mark.parametrize("id", ["", "..", "../../etc", "a" * 22, "a/b" + "c" * 19, "a" * 21 + "\n"])
def test_strange_ids_find_nothing(tmp_path: Path, id: str) -> None:
    assert Shelf(tmp_path).find(id, 0.0) is None


def test_only_what_was_confirmed_counts(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    upload = shelf.create("ana", 10, "", 0.0)
    with shelf.writing(upload) as writer:
        writer.write(b"12345")
        writer.confirm(1.0)
        writer.write(b"lost")
    found = shelf.find(upload.id, 1.0)
    assert found is not None and found.offset == 5
    with shelf.writing(found) as writer:
        assert shelf.body(found).read_bytes() == b"12345"
        writer.write(b"67890")
        writer.confirm(2.0)
        assert writer.upload.is_complete


def test_bytes_are_synced_before_the_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    upload = shelf.create("ana", 5, "", 0.0)
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with shelf.writing(upload) as writer:
        writer.write(b"12345")
        writer.confirm(1.0)
    assert synced == ["body", "info.json.part", upload.id]


def test_two_cannot_write_at_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    upload = shelf.create("ana", 5, "", 0.0)
    with shelf.writing(upload), pytest.raises(Busy), shelf.writing(upload):
        pass


def test_sweep_removes_what_expired_and_what_never_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    old, new = shelf.create("ana", 5, "", 0.0), shelf.create("ana", 5, "", 5.0 + LIFETIME)
    (tmp_path / "half").mkdir()
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    assert shelf.sweep(6.0 + LIFETIME) == 2
    assert [path.name for path in tmp_path.iterdir()] == [new.id] != [old.id]


def test_each_finds_their_own_uploads(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    ids = [shelf.create(owner, 5, "", at).id for at, owner in enumerate(("ana", "ana", "ben"))]
    assert [upload.id for upload in shelf.uploads_of("ana", 1.0)] == [ids[1], ids[0]]


def test_a_complete_upload_waits_for_its_words_for_a_week_longer(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    upload = shelf.create("ana", 5, "", 0.0)
    with shelf.writing(upload) as writer:
        writer.write(b"12345")
        writer.confirm(0.0)
    assert shelf.find(upload.id, LIFETIME + 7 * 24 * 3600 - 1) is not None
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    assert shelf.sweep(LIFETIME + 1) == 0
    assert shelf.sweep(LIFETIME_COMPLETE) == 1


def test_what_the_sender_said_is_read(tmp_path: Path) -> None:
    said = "filename w7FhLm1wNA==,mark MTIz,empty"
    upload = Shelf(tmp_path).create("ana", 5, said, 0.0)
    assert upload.about == {"filename": "ña.mp4", "mark": "123", "empty": ""}


def test_sweep_keeps_what_cannot_be_read_just_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    upload = shelf.create("ana", 5, "", 0.0)
    with shelf.writing(upload) as writer:
        writer.write(b"12345")
        writer.confirm(0.0)
    os.utime(tmp_path / upload.id, (0, 0))

    def sick(*_: object, **__: object) -> str:
        raise OSError(errno.EIO, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", sick)
        assert shelf.sweep(LIFETIME + 1) == 0
    assert shelf.find(upload.id, LIFETIME + 1) is not None
