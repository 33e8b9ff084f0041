"""The page where a video begins, for uploads that came ahead of their words."""

import pytest
from django.test import Client

from kindreel.videos.models import Video
from tests.videos.actions.test_receive import on_shelf, shelved
from tests.world import World, video

FIELDS = {"caption": "my words", "audience": "everyone", "commenters": "everyone"}
SCRIPT = {"accept": "application/json, text/html;q=0.9"}


@pytest.fixture
def ana(world: World) -> Client:
    client = Client()
    client.force_login(world.ana)
    return client


def test_a_form_that_names_an_upload_needs_no_file(world: World, ana: Client) -> None:
    upload = shelved(world.ana)
    for _twice in range(2):
        answer = ana.post("/create", {**FIELDS, "upload": upload.id})
        assert answer["Location"] == f"/v/{Video.objects.get().pk}"
    assert on_shelf() == []


def test_a_script_gets_the_address(world: World, ana: Client) -> None:
    answer = ana.post("/create", {**FIELDS, "upload": shelved(world.ana).id}, headers=SCRIPT)
    row = Video.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"id": row.pk, "url": f"/v/{row.pk}"})


def test_mistakes_come_back_with_everything_kept(world: World, ana: Client) -> None:
    upload = shelved(world.ana)
    answer = ana.post("/create", {**FIELDS, "caption": "y" * 1001, "upload": upload.id}, headers=SCRIPT)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "y" * 1001 in body
    assert f'value="{upload.id}"' in body
    assert on_shelf() == [upload.id]


@pytest.mark.parametrize("kind", ["missing", "foreign", "unfinished", "nonsense", "long"])
def test_an_upload_that_cannot_be_had_is_said_and_the_words_stay(
    world: World, ana: Client, kind: str
) -> None:
    upload = {
        "missing": lambda: "a" * 22,
        "foreign": lambda: shelved(world.ben).id,
        "unfinished": lambda: shelved(world.ana, all_of_it=False).id,
        "nonsense": lambda: "../../etc/passwd",
        "long": lambda: "x" * 5000,
    }[kind]()
    before = on_shelf()
    answer = ana.post("/create", {**FIELDS, "upload": upload}, headers=SCRIPT)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-upload="gone"' in body
    assert "my words" in body
    assert not Video.objects.exists()
    assert on_shelf() == before


def test_the_inbox_lists_what_was_never_published(world: World, ana: Client) -> None:
    complete, half = shelved(world.ana), shelved(world.ana, b"12345678", all_of_it=False)
    foreign = shelved(world.ben)
    body = ana.get("/inbox").content.decode()
    assert f"/create?upload={complete.id}" in body
    assert "87 % arrived." in body
    page = ana.get(f"/create?upload={complete.id}").content.decode()
    assert f'name="upload" value="{complete.id}"' in page
    assert half.id in page
    assert foreign.id not in page
    assert foreign.id not in ana.get(f"/create?upload={foreign.id}").content.decode()


def test_words_of_what_failed_serve_for_another_file(world: World, ana: Client) -> None:
    row = video(world.ana, "dear words", state="failed", reason="too_long")
    page = ana.get(f"/v/{row.pk}").content.decode()
    assert "Try again" not in page
    assert f"/create?words={row.pk}" in page
    assert "dear words" in ana.get(f"/create?words={row.pk}").content.decode()
    ana.post(f"/v/{row.pk}/retry/")
    row.refresh_from_db()
    assert row.state == "failed"


def test_words_of_others_are_not_taken(world: World, ana: Client) -> None:
    row = video(world.ben, "not yours", audience="only_me")
    assert ana.get(f"/create?words={row.pk}").status_code == 404


def test_what_failed_by_chance_can_be_tried_again(world: World, ana: Client) -> None:
    row = video(world.ana, state="failed", reason="out_of_memory")
    assert "Try again" in ana.get(f"/v/{row.pk}").content.decode()
    ana.post(f"/v/{row.pk}/retry/")
    row.refresh_from_db()
    assert row.state == "received"


@pytest.mark.parametrize("state", ["published", "failed", "held"])
def test_a_dot_says_that_something_happened_until_it_was_seen(world: World, ana: Client, state: str) -> None:
    assert "nav__dot" not in ana.get("/about").content.decode()
    row = video(world.ana, "look at me", state=state)
    assert "nav__dot" in ana.get("/about").content.decode()
    assert "look at me" in ana.get("/inbox").content.decode()
    assert "nav__dot" not in ana.get("/about").content.decode()
    Video.objects.filter(pk=row.pk).update(state="rendering")
    assert "nav__dot" not in ana.get("/about").content.decode()


def test_a_dot_is_not_needed_for_what_its_page_said(world: World, ana: Client) -> None:
    row = video(world.ana)
    ana.get(f"/v/{row.pk}")
    assert "nav__dot" not in ana.get("/about").content.decode()


def test_nobody_gets_a_dot_for_videos_of_others(world: World) -> None:
    video(world.ana)
    client = Client()
    assert "nav__dot" not in client.get("/about").content.decode()
    client.force_login(world.ben)
    assert "nav__dot" not in client.get("/about").content.decode()
