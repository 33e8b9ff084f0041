import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from kindreel.core.models import Event
from kindreel.people.models import HeldText, Person
from tests.world import World, person, video


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _client(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def desk(world: World) -> Client:
    return _client(person("mod.one", role="moderator"))


def _held(world: World, caption: str = "held words") -> str:
    row = video(world.ana, caption, state="held", reason="text")
    for rendition in row.renditions.all():
        default_storage.save(rendition.name, ContentFile(b"x"))
    return row.pk


def test_a_moderator_lets_a_held_video_be_seen(world: World, desk: Client) -> None:
    pk = _held(world)
    assert "held words" in desk.get("/desk/held/").content.decode()
    desk.post(f"/desk/held/videos/{pk}/")
    body = Client().get(f"/api/v1/videos/{pk}").json()
    assert body["state"] == "published"
    assert body["poster"].startswith("/media/open/")
    assert Event.objects.filter(verb="video.released", subject=pk).count() == 1
    assert desk.post(f"/desk/held/videos/{pk}/").status_code == 404  # decided already


def test_a_moderator_takes_a_held_video_down(world: World, desk: Client) -> None:
    pk = _held(world)
    desk.post(f"/desk/held/videos/{pk}/", {"end": "1"})
    assert Client().get(f"/v/{pk}").status_code == 404
    assert "Removed" in _client(world.ana).get(f"/v/{pk}").content.decode()


@pytest.mark.parametrize("kind", ["name", "bio"])
def test_a_held_text_stands_or_is_turned_down(world: World, desk: Client, kind: str) -> None:
    for end, shown in (("", "new words"), ("1", "old words")):
        Person.objects.filter(pk=world.ana.pk).update(**{kind: "old words"})
        held = HeldText.objects.create(person=world.ana, kind=kind, text="new words")
        assert "new words" in desk.get("/desk/held/").content.decode()
        desk.post(f"/desk/held/texts/{held.pk}/", {"end": end} if end else {})
        world.ana.refresh_from_db()
        assert getattr(world.ana, kind) == shown
        assert not HeldText.objects.exists()


def test_nobody_judges_their_own(world: World) -> None:
    Person.objects.filter(pk=world.ana.pk).update(role="moderator")
    pk = _held(world)
    held = HeldText.objects.create(person=world.ana, kind="bio", text="mine")
    ana = _client(Person.objects.get(pk=world.ana.pk))
    assert "somebody else has to decide" in ana.get("/desk/held/").content.decode()
    assert ana.post(f"/desk/held/videos/{pk}/").status_code == 409
    assert ana.post(f"/desk/held/texts/{held.pk}/").status_code == 409
    assert HeldText.objects.exists()


def test_for_everybody_else_there_is_no_desk(world: World) -> None:
    pk = _held(world)
    held = HeldText.objects.create(person=world.ana, kind="bio", text="mine")
    ben = _client(world.ben)
    assert ben.get("/desk/held/").status_code == 404
    assert ben.post(f"/desk/held/videos/{pk}/").status_code == 404
    assert ben.post(f"/desk/held/texts/{held.pk}/").status_code == 404
    assert HeldText.objects.exists()
