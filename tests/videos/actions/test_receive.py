import errno
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from kindreel.core import storage
from kindreel.core.errors import NotFound, Refused
from kindreel.core.shelf import LIFETIME_COMPLETE, Shelf, Upload
from kindreel.people.models import Person
from kindreel.videos import drafts
from kindreel.videos.actions import author as authors
from kindreel.videos.actions import change
from kindreel.videos.actions.receive import About, receive_upload
from kindreel.videos.models import Video
from tests import clips
from tests.world import World

WORDS = About(caption="from the #shelf")


def shelved(owner: Person, content: bytes | None = None, *, all_of_it: bool = True) -> Upload:
    content = clips.tiny().read_bytes() if content is None else content
    shelf = Shelf(settings.UPLOADS)
    upload = shelf.create(owner.pk, len(content), "filename Y2xpcC5tcDQ=,mark MTIz", time.time())
    with shelf.writing(upload) as writer:
        writer.write(content if all_of_it else content[:-1])
        writer.confirm(time.time())
        return writer.upload


def on_shelf() -> list[str]:
    return sorted(Shelf(settings.UPLOADS).ids())


def test_a_complete_upload_becomes_a_video_and_leaves_the_shelf(world: World) -> None:
    upload = shelved(world.ana)
    video = receive_upload(author=world.ana, upload=upload.id, about=WORDS)
    assert (video.state, video.caption, video.upload) == ("received", "from the #shelf", upload.id)
    assert on_shelf() == []
    assert receive_upload(author=world.ana, upload=upload.id, about=WORDS) == video


def test_what_is_refused_stays_on_the_shelf(world: World) -> None:
    upload = shelved(world.ana)
    with pytest.raises(Refused):
        receive_upload(author=world.ana, upload=upload.id, about=About(caption="x" * 1001))
    assert [draft.id for draft in drafts.drafts_of(world.ana)] == [upload.id]


def test_a_full_disk_is_a_sentence_and_the_upload_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = shelved(world.ana)

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "keep", full)
        with pytest.raises(Refused, match="no room left"):
            receive_upload(author=world.ana, upload=upload.id, about=WORDS)
    assert on_shelf() == [upload.id]
    assert receive_upload(author=world.ana, upload=upload.id, about=WORDS).state == "received"


@pytest.mark.parametrize("id", ["", "..", "../files", "a" * 22, "\x00" * 22, "é" * 22])
def test_an_upload_that_never_was_is_not_found(world: World, id: str) -> None:
    with pytest.raises(NotFound):
        receive_upload(author=world.ana, upload=id, about=WORDS)


def test_somebody_else_s_upload_is_not_found_and_not_touched(world: World) -> None:
    upload = shelved(world.ana)
    with pytest.raises(NotFound):
        receive_upload(author=world.ben, upload=upload.id, about=WORDS)
    assert on_shelf() == [upload.id]
    receive_upload(author=world.ana, upload=upload.id, about=WORDS)
    with pytest.raises(NotFound):
        receive_upload(author=world.ben, upload=upload.id, about=WORDS)


def test_half_an_upload_is_told_so(world: World) -> None:
    upload = shelved(world.ana, all_of_it=False)
    with pytest.raises(Refused):
        receive_upload(author=world.ana, upload=upload.id, about=WORDS)
    [draft] = drafts.drafts_of(world.ana)
    assert (draft.is_complete, draft.name, draft.mark) == (False, "clip.mp4", "123")


def test_a_crash_between_row_and_shelf_is_mended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = shelved(world.ana)
    with monkeypatch.context() as patched:
        patched.setattr(Shelf, "remove", lambda *_: None)
        video = receive_upload(author=world.ana, upload=upload.id, about=WORDS)
    assert on_shelf() == [upload.id]
    assert drafts.drafts_of(world.ana) == []
    assert receive_upload(author=world.ana, upload=upload.id, about=WORDS) == video
    assert on_shelf() == []


def test_the_sweep_removes_what_became_a_video_and_nothing_that_waits(world: World) -> None:
    made, waits = shelved(world.ana), shelved(world.ana, b"other")
    Video.objects.create(author=world.ana, upload=made.id)
    assert drafts.sweep() == 1
    assert on_shelf() == [waits.id]


def test_a_deleted_video_does_not_come_back_by_its_upload(world: World) -> None:
    upload = shelved(world.ana)
    change.delete(video=receive_upload(author=world.ana, upload=upload.id, about=WORDS))
    with pytest.raises(NotFound):
        receive_upload(author=world.ana, upload=upload.id, about=WORDS)
    assert Video.objects.count() == 1


def test_an_erased_person_leaves_nothing_on_the_shelf(world: World) -> None:
    shelved(world.ana)
    others = shelved(world.ben)
    authors.erase(person=world.ana)
    assert on_shelf() == [others.id]


def test_a_draft_waits_for_more_than_a_week(world: World) -> None:
    upload = shelved(world.ana)
    [draft] = drafts.drafts_of(world.ana)
    assert draft.is_complete
    assert draft.kept_until.timestamp() >= time.time() + LIFETIME_COMPLETE - 60
    assert Path(settings.UPLOADS, upload.id, "body").exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_once_is_one_video(transactional_db: None) -> None:
    world = World.begin()
    upload = shelved(world.ana)
    gate, made = threading.Barrier(4), []

    def send() -> None:
        gate.wait()
        made.append(receive_upload(author=world.ana, upload=upload.id, about=WORDS).pk)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made) == 4
    assert {*made} == {Video.objects.get().pk}
    assert on_shelf() == []
