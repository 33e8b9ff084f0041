"""Acts on people and videos: through the same doors, for members only, with a token of their own forms."""

import pytest
from django.test import Client

from kindreel.people.actions import relations
from kindreel.people.models import Block, Follow, FollowRequest, Mute
from kindreel.videos.models import Video
from tests.world import World, video


@pytest.fixture
def ben(world: World) -> Client:
    client = Client()
    client.force_login(world.ben)
    return client


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/@ana/follow/", Follow),
        ("/@cam/follow/", FollowRequest),
        ("/@ana/mute/", Mute),
        ("/@ana/block/", Block),
    ],
)
def test_an_act_is_done_once_and_can_be_taken_back(world: World, ben: Client, path: str, model: type) -> None:
    for _ in range(2):  # a form sent twice; after a block the person is no longer there
        assert ben.post(path).status_code in (302, 404)
    assert model.objects.count() == 1
    assert ben.post(path, {"end": "1"}).status_code == 302
    assert model.objects.count() == 0


def test_a_request_is_accepted_or_declined_by_the_one_who_was_asked(world: World, ben: Client) -> None:
    relations.follow(follower=world.ana, followed=world.cam)
    cam = Client()
    cam.force_login(world.cam)
    ben.post("/@ana/request/")  # nobody asked Ben
    assert not Follow.objects.exists()
    cam.post("/@ana/request/")
    assert Follow.objects.filter(follower=world.ana, followed=world.cam).exists()
    cam.post("/@ana/follower/", {"end": "1"})
    assert not Follow.objects.exists()


PEOPLE = ["/@ana/follow/", "/@ana/mute/", "/@ana/block/", "/@ana/request/", "/@ana/follower/"]


@pytest.mark.parametrize("path", PEOPLE)
def test_past_a_block_there_is_nobody(world: World, ben: Client, path: str) -> None:
    relations.block(blocker=world.ana, blocked=world.ben)
    assert ben.post(path).status_code == 404
    assert ben.post(path, {"end": "1"}).status_code == 404


@pytest.mark.parametrize("path", ["edit/", "deletion/", "retry/", "status/"])
def test_nobody_else_s_video_is_changed(world: World, ben: Client, path: str) -> None:
    row = video(world.ana, "words")
    address = f"/v/{row.pk}/{path}"
    answer = (
        ben.get(address)
        if path == "status/"
        else ben.post(address, {"caption": "mine", "audience": "everyone"})
    )
    assert answer.status_code == 404
    row.refresh_from_db()
    assert (row.caption, row.deleted_at) == ("words", None)


@pytest.mark.parametrize("path", [*PEOPLE, "/create", "/inbox"])
def test_visitors_are_asked_to_sign_in(world: World, path: str) -> None:
    answer = Client().post(path) if path in PEOPLE else Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("path", [*PEOPLE, "/create", "/language/"])
def test_a_form_of_another_site_is_turned_away(world: World, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.ben)
    answer = strict.post(path)
    assert answer.status_code == 403
    assert not Follow.objects.exists()
    assert not Block.objects.exists()


@pytest.mark.parametrize("path", PEOPLE)
def test_looking_changes_nothing(world: World, ben: Client, path: str) -> None:
    assert ben.get(path).status_code == 405


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_is_never_another_site(world: World, ben: Client, wanted: str) -> None:
    assert ben.post("/@ana/follow/", {"next": wanted})["Location"] == "/@ana"
    assert ben.post("/@ana/follow/", {"next": "/tags/sea"})["Location"] == "/tags/sea"


def test_deleting_and_bringing_back(world: World, ben: Client) -> None:
    row = video(world.ben, "words")
    for rendition in row.renditions.all():
        rendition.delete()
    assert ben.post(f"/v/{row.pk}/deletion/")["Location"] == "/inbox"
    assert ben.get(f"/v/{row.pk}").status_code == 404
    assert "Bring back" in ben.get("/inbox").content.decode()
    ben.post(f"/v/{row.pk}/deletion/", {"end": "1"})
    assert Video.objects.kept().get() == row


@pytest.mark.parametrize(
    "wanted", ["-1", "1e400", "feed", "https://evil.example", "//evil.example", "/\\evil.example"]
)
def test_the_way_back_stays_here_whatever_was_asked(world: World, ben: Client, wanted: str) -> None:
    assert ben.post("/@ana/mute/", {"next": wanted})["Location"] == "/@ana"
    assert ben.post("/language/", {"next": wanted, "language": "es"})["Location"] == "/"
