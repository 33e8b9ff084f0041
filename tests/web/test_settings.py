"""What people change about themselves: profile, privacy, look, data."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from kindreel.core.gates import Draft, Outcome, Verdict
from kindreel.people.actions import relations
from kindreel.people.models import Follow, FollowRequest, Person
from kindreel.videos.models import Video
from tests import world as people
from tests.world import WORD, World

pytestmark = pytest.mark.django_db
PAGES = ["", "profile/", "privacy/", "privacy/blocked/", "privacy/muted/", "privacy/words/", "look/",
         "security/", "security/password/", "security/sessions/", "security/passkeys/", "data/",
         "leave/"]  # fmt: skip
PROFILE = {"name": "Ana", "pronouns": "she", "bio": "Tea and rain", "links": "https://example.org"}
LOOK = {"theme": "dark", "language": "es", "less_motion": "on", "country": "ES"}


@pytest.fixture(autouse=True)
def work_folder(settings: Settings) -> None:
    """As the preparation of a server makes it."""
    settings.WORK.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def ana(client: Client, world: World) -> Person:
    client.force_login(world.ana)
    return world.ana


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 500), "#cc2359").save(out, kind)
    return out.getvalue()


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def holds_bios(draft: Draft) -> Verdict:
    held = Verdict(Outcome.HOLD, "A person will look at it.")
    return held if draft.kind == "bio" else Verdict(Outcome.PASS)


@pytest.mark.parametrize("page", PAGES)
def test_settings_are_for_those_signed_in(client: Client, world: World, page: str) -> None:
    assert client.get(f"/settings/{page}").url == f"/account/login/?next=/settings/{page}"
    client.force_login(world.ana)
    assert client.get(f"/settings/{page}").status_code == 200


def test_profile_shows_what_stands_and_takes_what_is_new(client: Client, ana: Person) -> None:
    assert said(client.post("/settings/profile/", PROFILE, follow=True)) == ["Saved."]
    form = client.get("/settings/profile/").context["form"]
    assert {name: form[name].value() for name in PROFILE} == PROFILE


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"name": "n" * 41}, "name"),
        ({"name": "n" * 500_000}, "name"),
        ({"bio": "b" * 301}, "bio"),
        ({"bio": "\x00"}, "bio"),
        ({"links": "\n".join(["https://example.org"] * 5)}, "links"),
        ({"links": "javascript:alert(1)"}, "links"),
        ({"links": "http://[::1"}, "links"),
    ],
)
def test_profile_says_at_the_field_what_does_not_fit(
    client: Client, ana: Person, fields: dict[str, str], at: str
) -> None:
    answer = client.post("/settings/profile/", {**PROFILE, **fields})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [at])
    assert answer.context["form"][at].value() == fields[at]
    ana.refresh_from_db()
    assert ana.bio == ""


def test_profile_loses_what_cannot_be_seen(client: Client, ana: Person) -> None:
    client.post("/settings/profile/", {**PROFILE, "name": "\u202eA\u200bna\u2066"})
    ana.refresh_from_db()
    assert ana.name == "Ana"


def test_profile_says_truly_when_a_text_is_held(client: Client, ana: Person, settings: Settings) -> None:
    client.post("/settings/profile/", PROFILE, follow=True)
    settings.CONTENT_GATES = ["tests.web.test_settings.holds_bios"]
    new = {**PROFILE, "bio": "Something else", "name": "Ana B."}
    answer = client.post("/settings/profile/", new, follow=True)
    assert said(answer) == [
        "Your new text about you waits for a person to look at it. Until then the old one stays up."
    ]
    page = client.get("/settings/profile/")
    assert page.context["form"]["bio"].value() == "Something else"  # theirs to go on with
    assert [note["reason"] for note in page.context["held"]] == ["A person will look at it."]
    ana.refresh_from_db()
    assert (ana.name, ana.bio) == ("Ana B.", "Tea and rain")


def test_words_sent_after_the_session_ended_wait_for_their_writer(client: Client, world: World) -> None:
    answer = client.post("/settings/profile/", {**PROFILE, "as": "ana"})
    assert answer.url == "/account/login/?next=/settings/profile/"
    client.post("/account/login/", {"login": "ana", "password": WORD, "next": "/settings/profile/"})
    page = client.get("/settings/profile/")
    assert (page.context["form"]["bio"].value(), page.context["kept"]) == ("Tea and rain", True)
    assert client.get("/settings/profile/").context["form"]["bio"].value() == ""
    world.ana.refresh_from_db()
    assert world.ana.bio == ""  # kept, not saved


def test_words_sent_after_the_session_ended_are_not_shown_to_another(client: Client, world: World) -> None:
    client.post("/settings/profile/", {**PROFILE, "as": "ana"})
    client.post("/account/login/", {"login": "ben", "password": WORD})
    assert client.get("/settings/profile/").context["form"]["bio"].value() == ""


def test_passwords_sent_after_the_session_ended_are_kept_nowhere(client: Client, world: World) -> None:
    sent = {"as": "ana", "password": WORD, "new_password": "nine quiet lamps"}
    client.post("/settings/security/password/", sent)
    assert WORD not in str(dict(client.session))
    assert "nine quiet lamps" not in str(dict(client.session))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_becomes_a_square_of_ours_and_goes_again(client: Client, ana: Person, kind: str) -> None:
    client.post("/settings/profile/picture/", {"picture": SimpleUploadedFile("../x.svg", picture(kind))})
    ana.refresh_from_db()
    with default_storage.open(ana.picture) as file, Image.open(file) as kept:
        assert (kept.format, kept.size) == ("WEBP", (400, 400))
    client.post("/settings/profile/picture/", {"end": "1"})
    ana.refresh_from_db()
    assert ana.picture == ""


NO_PICTURES = [b"", b"<svg onload='x'/>", b"\x89PNG\r\n\x1a\n" + b"0" * 100, picture()[:200]]


@pytest.mark.parametrize("content", NO_PICTURES)
def test_picture_that_is_none_is_refused_in_words(client: Client, ana: Person, content: bytes) -> None:
    answer = client.post("/settings/profile/picture/", {"picture": SimpleUploadedFile("a.png", content)})
    assert (answer.status_code, list(answer.context["picture_form"].errors)) == (422, ["picture"])
    assert client.post("/settings/profile/picture/").status_code == 422
    ana.refresh_from_db()
    assert ana.picture == ""


def test_privacy_on_and_off_again(client: Client, ana: Person) -> None:
    client.post("/settings/privacy/", {"private": "on", "lists_hidden": "on", "likes_hidden": "on"})
    ana.refresh_from_db()
    assert (ana.private, ana.lists_hidden, ana.likes_hidden) == (True, True, True)
    client.post("/settings/privacy/", {})
    ana.refresh_from_db()
    assert (ana.private, ana.lists_hidden, ana.likes_hidden) == (False, False, False)


def test_privacy_on_kills_the_open_addresses_of_videos(client: Client, ana: Person) -> None:
    video = people.video(ana)
    names = list(video.renditions.values_list("name", flat=True))
    for name in names:
        default_storage.save(name, io.BytesIO(b"x"))
    client.post("/settings/privacy/", {"private": "on"})
    assert not set(names) & set(Video.objects.get().renditions.values_list("name", flat=True))


def test_privacy_off_lets_in_those_who_had_asked(client: Client, world: World) -> None:
    client.force_login(world.cam)
    FollowRequest.objects.create(asker=world.ben, asked=world.cam)
    assert said(client.post("/settings/privacy/", {}, follow=True)) == [
        "Saved. Those who had asked to follow you now do."
    ]
    assert Follow.objects.filter(follower=world.ben, followed=world.cam).exists()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["blocked", "muted"])
def test_lists_of_blocked_and_muted_cost_the_same_for_many(
    client: Client, ana: Person, kind: str, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(number):
        other = people.person(f"other{count}")
        if kind == "blocked":
            relations.block(blocker=ana, blocked=other)
        else:
            relations.mute(muter=ana, muted=other)
    with django_assert_num_queries(5):
        assert len(client.get(f"/settings/privacy/{kind}/").context["people"]) == number


def test_blocked_person_is_unblocked_from_the_list(client: Client, world: World, ana: Person) -> None:
    relations.block(blocker=ana, blocked=world.ben)
    assert "/@ben/block/" in client.get("/settings/privacy/blocked/").content.decode()
    back = {"end": "1", "next": "/settings/privacy/blocked/"}
    assert client.post("/@ben/block/", back).url == "/settings/privacy/blocked/"
    assert list(client.get("/settings/privacy/blocked/").context["people"]) == []


def test_words_are_muted_and_unmuted(client: Client, ana: Person) -> None:
    for term in ("Spoiler", "#Diet", "spoiler"):
        assert client.post("/settings/privacy/words/", {"term": term}).status_code == 302
    terms = client.get("/settings/privacy/words/").context["terms"]
    assert [(row.kind, row.term) for row in terms] == [("hashtag", "diet"), ("word", "spoiler")]
    client.post(f"/settings/privacy/words/{terms[0].pk}/")
    assert [row.term for row in client.get("/settings/privacy/words/").context["terms"]] == ["spoiler"]


@pytest.mark.parametrize("term", ["", "  ", "#", "\u200b\u202e", "t" * 61, "t" * 100_000, "\x00"])
def test_words_that_are_none_are_refused_at_the_field(client: Client, ana: Person, term: str) -> None:
    answer = client.post("/settings/privacy/words/", {"term": term})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["term"])


def test_words_of_others_stay(client: Client, world: World, ana: Person) -> None:
    row = relations.mute_term(person=world.ben, term="rain")
    for pk in (row.pk, 10**30):
        assert client.post(f"/settings/privacy/words/{pk}/").url == "/settings/privacy/words/"
    assert world.ben.muted_terms.count() == 1


def test_look_changes_at_once_and_is_said_in_the_new_language(client: Client, ana: Person) -> None:
    answer = client.post("/settings/look/", LOOK)
    assert (answer.cookies["theme"].value, answer.cookies["language"].value) == ("dark", "es")
    page = client.get("/settings/look/")
    assert page["Content-Language"] == "es"
    assert ("US", "Estados Unidos") in page.context["form"].fields["country"].choices
    ana.refresh_from_db()
    assert (ana.theme, ana.language, ana.less_motion, ana.country) == ("dark", "es", True, "ES")
    assert ana.private is False


@pytest.mark.parametrize(
    "fields", [{"theme": "neon"}, {"language": "tlh"}, {"country": "EU"}, {"country": "x" * 9999}]
)
def test_look_takes_only_what_is_offered(client: Client, ana: Person, fields: dict[str, str]) -> None:
    answer = client.post("/settings/look/", {**LOOK, **fields})
    assert answer.context["form"].errors == {next(iter(fields)): ["Please choose one of the list."]}


def test_data_comes_along_as_one_file(client: Client, ana: Person, settings: Settings) -> None:
    client.post("/settings/profile/", PROFILE)
    answer = client.post("/settings/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="ana.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "Tea and rain" in archive.read("data.json").decode()
    assert list(settings.WORK.iterdir()) == []
    assert client.get("/settings/export/").status_code == 405


def test_data_is_not_packed_again_and_again(client: Client, ana: Person) -> None:
    for _ in range(5):
        list(client.post("/settings/export/").streaming_content)
    assert client.post("/settings/export/").status_code == 409


def test_leaving_needs_the_password_and_can_be_undone(client: Client, ana: Person) -> None:
    assert list(client.post("/settings/leave/", {"password": "x"}).context["form"].errors) == ["password"]
    assert client.post("/settings/leave/", {"password": WORD}).url == "/settings/come-back/"
    assert client.get("/").url == "/settings/come-back/"
    assert client.get("/settings/come-back/").status_code == 200
    assert Client().get("/@ana").status_code == 404
    list(client.post("/settings/export/").streaming_content)
    assert client.post("/settings/come-back/").url == "/"
    assert Client().get("/@ana").status_code == 200


def test_leaving_and_coming_back_work_from_a_new_sign_in(client: Client, ana: Person) -> None:
    client.post("/settings/leave/", {"password": WORD})
    other = Client()
    other.post("/account/login/", {"login": "ana", "password": WORD})
    assert other.get("/settings/").url == "/settings/come-back/"
    other.post("/settings/come-back/")
    assert other.get("/settings/").status_code == 200


def test_only_administrator_cannot_leave_and_is_told_why(client: Client, ana: Person) -> None:
    Person.objects.filter(pk=ana.pk).update(role="admin")
    answer = client.post("/settings/leave/", {"password": WORD})
    assert len(answer.context["form"].non_field_errors()) == 1


def test_come_back_is_nothing_for_those_who_stay(client: Client, ana: Person) -> None:
    assert client.post("/settings/come-back/").url == "/settings/"
