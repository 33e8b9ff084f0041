import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kindreel.people.actions import relations
from kindreel.people.actions.links import make_token
from kindreel.people.models import Block, Follow
from kindreel.videos.models import Video
from tests import clips
from tests.videos.actions.test_receive import shelved
from tests.world import World, video


def _bearer(world: World, who: str = "ben") -> Client:
    token = make_token(person=getattr(world, who), name="test")
    return Client(headers={"authorization": f"Bearer {token}"})


def test_a_video_has_the_shape_that_stays(world: World) -> None:
    row = video(world.ana, "at the #Sea")
    body = Client().get(f"/api/v1/videos/{row.pk}").json()
    film = body["renditions"][0]["url"]
    assert film.startswith("/media/open/")
    assert body == {
        "id": row.pk,
        "url": f"/v/{row.pk}",
        "author": {"handle": "ana", "name": "ana"},
        "caption": "at the #Sea",
        "hashtags": ["sea"],
        "state": "published",
        "renditions": [{"width": 480, "height": 854, "url": film}],
        "poster": body["poster"],
        "counts": {"views": 0, "likes": 0, "comments": 0},
        "why": [],
    }


def test_only_its_author_is_told_where_a_video_is(world: World) -> None:
    row = video(world.ana, state="published")
    address = f"/api/v1/videos/{row.pk}"
    assert _bearer(world, "ana").get(address).json()["steps"] == [
        {"words": "Live", "state": "done", "note": ""}
    ]
    assert "steps" not in _bearer(world, "ben").get(address).json()
    failed = video(world.ana, state="failed", reason="no_picture")
    steps = _bearer(world, "ana").get(f"/api/v1/videos/{failed.pk}").json()["steps"]
    assert steps[-1] == {
        "words": "It did not work",
        "state": "failed",
        "note": "There is only sound in this file, no picture.",
    }


def test_an_upload_by_tus_becomes_one_video_however_often_it_is_asked(world: World) -> None:
    upload = shelved(world.ben)
    client = _bearer(world)
    answers = [client.post("/api/v1/videos", {"upload": upload.id, "caption": "hi"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"] == Video.objects.get().pk
    assert answers[0].json()["steps"][0]["state"] == "done"
    assert _bearer(world, "ana").post("/api/v1/videos", {"upload": upload.id}).status_code == 404
    assert client.post("/api/v1/videos", {"upload": "\x00" * 22}).status_code in (404, 422)


def test_errors_are_problem_details(world: World) -> None:
    answer = Client().get("/api/v1/videos/" + "a" * 22)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {"type": "about:blank", "title": "Not found", "status": 404}


@pytest.mark.parametrize("token", ["", "nonsense", "kr_" + "x" * 400, "Bearer"])
def test_without_a_good_token_nothing_is_done(world: World, token: str) -> None:
    client = Client(headers={"authorization": f"Bearer {token}"})
    answer = client.post("/api/v1/follows", {"handle": "ana"}, content_type="application/json")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert not Follow.objects.exists()


@pytest.mark.parametrize("handle", ["\ud800", "\x00", "", "a" * 10_000, "no body"])
def test_a_handle_that_nobody_can_have_is_nobody(world: World, handle: str) -> None:
    for noun in ("follows", "blocks", "mutes"):
        answer = _bearer(world).post(f"/api/v1/{noun}", {"handle": handle}, content_type="application/json")
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "change", ['{"language": "xx"}', '{"language": "\\u0000"}', '{"cover_at": NaN}', '{"cover_at": 1e400}']
)
def test_what_a_video_cannot_have_is_refused(world: World, change: str) -> None:
    row = video(world.ana)
    answer = _bearer(world, "ana").patch(f"/api/v1/videos/{row.pk}", change, content_type="application/json")
    assert answer.status_code == 422


def test_answers_are_kept_by_no_proxy(world: World) -> None:
    for address in ("/api/v1/people/ana", "/@ana"):
        assert _bearer(world).get(address)["Cache-Control"] == "private, no-cache"


def test_follows_blocks_and_mutes_come_and_go(world: World) -> None:
    client = _bearer(world)
    for noun, done in (("follows", "following"), ("mutes", "muted"), ("blocks", "blocked")):
        answer = client.post(f"/api/v1/{noun}", {"handle": "ana"}, content_type="application/json")
        assert (answer.status_code, answer.json()) == (201, {"handle": "ana", "state": done})
        assert client.delete(f"/api/v1/{noun}/ana").status_code == 204
    assert not Follow.objects.exists()
    assert not Block.objects.exists()


def test_a_private_account_is_asked(world: World) -> None:
    answer = _bearer(world).post("/api/v1/follows", {"handle": "cam"}, content_type="application/json")
    assert answer.json() == {"handle": "cam", "state": "requested"}


def test_a_refused_act_says_why(world: World) -> None:
    answer = _bearer(world).post("/api/v1/follows", {"handle": "ben"}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["title"] == "You are already with yourself."


def test_past_a_block_there_is_nobody(world: World) -> None:
    relations.block(blocker=world.ana, blocked=world.ben)
    client = _bearer(world)
    for noun in ("follows", "mutes", "blocks"):
        answer = client.post(f"/api/v1/{noun}", {"handle": "ana"}, content_type="application/json")
        assert answer.status_code == 404
        assert client.delete(f"/api/v1/{noun}/ana").status_code == 404


def test_a_session_needs_the_token_of_its_forms(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ben)
    answer = client.post("/api/v1/follows", {"handle": "ana"}, content_type="application/json")
    assert answer.status_code == 403
    assert not Follow.objects.exists()


def test_an_upload_in_one_piece(world: World) -> None:
    file = SimpleUploadedFile("clip.mp4", clips.tiny().read_bytes(), "video/mp4")
    answer = _bearer(world).post(
        "/api/v1/videos", {"caption": "hello #api", "audience": "followers", "file": file}
    )
    assert answer.status_code == 201
    row = Video.objects.get()
    assert (answer.json()["id"], answer.json()["state"], row.audience) == (row.pk, "received", "followers")


def test_an_edit_changes_only_what_was_given(world: World) -> None:
    row = video(world.ben, "words #one", audience="followers")
    row.renditions.all().delete()
    client = _bearer(world)
    answer = client.patch(f"/api/v1/videos/{row.pk}", {"caption": "new"}, content_type="application/json")
    assert (answer.status_code, answer.json()["caption"]) == (200, "new")
    row.refresh_from_db()
    assert row.audience == "followers"
    assert client.delete(f"/api/v1/videos/{row.pk}").status_code == 204
    assert client.get(f"/api/v1/videos/{row.pk}").status_code == 404


def test_what_does_not_fit_is_named_without_being_repeated(world: World) -> None:
    row = video(world.ben)
    client = _bearer(world)
    address = f"/api/v1/videos/{row.pk}"
    long = client.patch(address, {"caption": "s" * 1001}, content_type="application/json")
    assert (long.status_code, long.json()["field"]) == (422, "caption")
    wrong = client.patch(address, {"audience": "secret-planet"}, content_type="application/json")
    assert wrong.status_code == 422
    assert "secret-planet" not in wrong.content.decode()


def test_oneself(world: World) -> None:
    body = _bearer(world).get("/api/v1/people/me").json()
    assert (body["handle"], body["private"]) == ("ben", False)
    assert Client().get("/api/v1/people/me").status_code == 401


def test_somebody_leaving_has_no_entry(world: World) -> None:
    from kindreel.people.actions.leave import leave

    client = _bearer(world)
    leave(person=world.ben)
    assert client.get("/api/v1/people/me").status_code == 401
