import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from kindreel.core import addresses, files
from kindreel.core.models import DoomedFile


def _stored(content: bytes = b"film") -> str:
    return default_storage.save(addresses.new_name("mp4", public=True), ContentFile(content))


def test_a_renamed_copy_has_the_bytes_and_another_key() -> None:
    old = _stored()
    new = files.renamed_copy(old, public=False)
    assert new.startswith("kept/")
    with default_storage.open(new) as file:
        assert file.read() == b"film"


@pytest.mark.django_db(transaction=True)
def test_a_doomed_file_goes_only_when_the_change_is_durable() -> None:
    name = _stored()
    with transaction.atomic():
        files.doom([name])
        transaction.set_rollback(True)
    assert default_storage.exists(name)
    with transaction.atomic():
        files.doom([name])
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert not DoomedFile.objects.exists()


def test_what_a_crash_left_doomed_is_deleted_later(db: None) -> None:
    name = _stored()
    DoomedFile.objects.create(name=name)
    assert files.settle_all() == 1
    assert not default_storage.exists(name)


def test_a_half_written_file_is_never_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Breaks(ContentFile[bytes]):
        def chunks(self, chunk_size: int | None = None) -> object:  # type: ignore[override]
            yield b"half"
            raise OSError("gone")

    name = addresses.new_name("mp4", public=True)
    with pytest.raises(OSError, match="gone"):
        default_storage.save(name, Breaks(b""))
    assert not default_storage.exists(name)
    assert default_storage.listdir(name.rsplit("/", 1)[0]) == ([], [])
