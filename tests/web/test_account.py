"""Joining and coming in, as pages."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client
from pytest_django import Settings

from kindreel.core import clock
from kindreel.people.actions import join, links
from kindreel.people.models import OneTimeLink, Person
from tests.world import WORD, World

SIGN_UP = {"handle": "dora", "password": "seven odd teapots", "birth_year": "1990", "country": "PH"}
pytestmark = pytest.mark.django_db


def sign_up(client: Client, **fields: str) -> Any:
    return client.post("/account/signup/", {**SIGN_UP, **fields})


def sign_in(client: Client, handle: str = "ana", password: str = WORD, **fields: str) -> Any:
    return client.post("/account/login/", {"login": handle, "password": password, **fields})


def signed_in(client: Client) -> str | None:
    person = client.get("/account/signup/", follow=True).wsgi_request.user
    return getattr(person, "handle", None)


def test_sign_up_shows_recovery_codes_then_leads_to_where_one_wanted(client: Client) -> None:
    assert sign_up(client, next="/tags/kindness").url == "/account/codes/"
    page = client.get("/account/codes/")
    assert len(page.context["codes"]) == 10
    assert client.get("/account/codes/file/").content.decode().splitlines()[2:12] == page.context["codes"]
    assert client.post("/account/codes/").url == "/tags/kindness"
    assert client.get("/account/codes/").url == "/"
    assert signed_in(client) == "dora"


def test_sign_up_keeps_language_country_and_makes_the_young_private(client: Client) -> None:
    year = str(clock.now().year - 15)
    client.post("/account/signup/", {**SIGN_UP, "birth_year": year}, headers={"accept-language": "fil"})
    dora = Person.objects.get(handle="dora")
    assert (dora.language, dora.country, dora.private, dora.state) == ("fil", "PH", True, "active")


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"handle": "d" * 100_000}, "handle"),
        ({"handle": "do\u200bra"}, "handle"),
        ({"handle": "\u202earod"}, "handle"),
        ({"handle": "d\u03bfra"}, "handle"),  # a Greek letter
        ({"handle": "adm1n"}, "handle"),
        ({"handle": "a\x00na"}, "handle"),
        ({"handle": "4na"}, "handle"),  # looks like ana
        ({"handle": ""}, "handle"),
        ({"password": "short"}, "password"),
        ({"password": "p" * 10_000}, "password"),
        ({"password": "password123"}, "password"),
        ({"birth_year": "9" * 6000}, "birth_year"),
        ({"birth_year": "nineteen"}, "birth_year"),
        ({"birth_year": "1066"}, "birth_year"),
        ({"birth_year": "-1"}, "birth_year"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
    ],
)
def test_sign_up_says_at_the_field_what_is_wrong(
    client: Client, world: World, fields: dict[str, str], at: str
) -> None:
    answer = sign_up(client, **fields)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [at])
    assert not Person.objects.exclude(pk__in=[world.ana.pk, world.ben.pk, world.cam.pk]).exists()


def test_sign_up_says_everything_at_once_and_keeps_all_but_the_password(client: Client) -> None:
    answer = sign_up(client, handle="a", birth_year=str(clock.now().year), password="seven odd teapots")
    form = answer.context["form"]
    assert sorted(form.errors) == ["birth_year", "handle"]
    assert form["country"].value() == "PH"
    assert "seven odd teapots" not in answer.content.decode()


def test_sign_up_too_young_for_the_country_is_refused(client: Client) -> None:
    year = str(clock.now().year - 15)
    assert list(sign_up(client, birth_year=year, country="DE").context["form"].errors) == ["birth_year"]
    assert sign_up(client, birth_year=year, country="PH").status_code == 302


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\thttp://e.x",
        "x" * 9000,
    ],
)
def test_next_never_leaves_the_place(client: Client, world: World, next: str) -> None:
    sign_up(client, next=next)
    assert client.post("/account/codes/").url == "/"
    client.post("/account/logout/")
    assert sign_in(client, next=next).url == "/"
    assert client.post("/account/logout/", {"next": next}).url == "/"


def test_sign_up_sent_twice_makes_one_account(client: Client) -> None:
    sign_up(client)
    assert sign_up(client).url == "/"
    assert list(sign_up(Client()).context["form"].errors) == ["handle"]
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_at_once_make_one_account() -> None:
    def send(number: int) -> int:
        try:
            return int(sign_up(Client()).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [302, 422, 422, 422]
    assert Person.objects.count() == 1


def test_sign_up_by_invitation_needs_one_and_uses_it_up(
    client: Client, world: World, settings: Settings
) -> None:
    settings.SIGN_UP = "invitation"
    assert client.get("/account/signup/").templates[0].name == "account/signup_closed.html"
    secret = links.make(OneTimeLink.Kind.INVITATION)
    way = client.get(f"/join/{secret}/")
    assert way.url == f"/account/signup/?invitation={secret}"
    form = client.get(way.url).context["form"]
    assert sign_up(client, invitation=form["invitation"].value()).status_code == 302
    second = sign_up(Client(), handle="emil", invitation=secret)
    assert (second.templates[0].name, second.context["complaint"] != "") == (
        "account/signup_closed.html",
        True,
    )
    assert not Person.objects.filter(handle="emil").exists()


def test_invitation_that_is_over_brings_an_open_form_back_once(client: Client) -> None:
    assert sign_up(client, invitation="gone").status_code == 200
    assert not Person.objects.exists()
    assert sign_up(client).status_code == 302


def test_sign_up_when_closed_is_refused(client: Client, settings: Settings) -> None:
    settings.SIGN_UP = "closed"
    assert sign_up(client).templates[0].name == "account/signup_closed.html"
    assert not Person.objects.exists()


def test_sign_up_by_approval_waits_and_then_opens(client: Client, world: World, settings: Settings) -> None:
    settings.SIGN_UP = "approval"
    sign_up(client)
    assert len(client.get("/account/codes/").context["codes"]) == 10
    assert client.post("/account/codes/").url == "/account/waiting/"
    assert sign_in(client, "dora", SIGN_UP["password"]).url == "/account/waiting/"
    assert signed_in(client) is None
    Person.objects.filter(pk=world.ana.pk).update(role="moderator")
    world.ana.refresh_from_db()
    join.approve(person=Person.objects.get(handle="dora"), by=world.ana)
    assert sign_in(client, "dora", SIGN_UP["password"]).url == "/"


def test_recovery_codes_of_a_waiting_person_are_not_shown_to_another_session(settings: Settings) -> None:
    settings.SIGN_UP = "approval"
    sign_up(Client())
    assert Client().get("/account/codes/").url == "/"


def test_many_sign_ups_from_one_address_are_slowed_with_the_words_kept(
    client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/h/ip"}
    sign_up(Client(), password="short")  # a mistake does not count
    assert sign_up(Client()).status_code == 302
    answer = sign_up(client, handle="emil")
    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 1
    assert answer.context["form"]["handle"].value() == "emil"


@pytest.mark.parametrize("typed", ["ana", "@Ana", "  ANA "])
def test_sign_in_takes_the_handle_as_people_write_it(client: Client, world: World, typed: str) -> None:
    assert sign_in(client, typed, next="/inbox").url == "/inbox"
    assert signed_in(client) == "ana"


def test_sign_in_says_the_same_for_unknown_handle_and_wrong_password(client: Client, world: World) -> None:
    wrong, unknown = sign_in(client, "ana", "x"), sign_in(client, "nobody_at_all", "x")
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.context["form"].non_field_errors() == [
        "Handle and password do not fit together. Check both and try again."
    ]


@pytest.mark.parametrize("handle", ["h" * 100_000, "a\x00", "\u202eana", ""])
def test_sign_in_answers_odd_handles_with_words(client: Client, handle: str) -> None:
    assert sign_in(client, handle).context["form"].errors


def test_sign_in_is_slowed_after_many_wrong_passwords(client: Client, world: World) -> None:
    for _ in range(5):
        sign_in(client, "ana", "x")
    said = sign_in(client, "ana", WORD).context["form"].non_field_errors()
    assert said == ["That were many tries in a short time. Please wait a few minutes and try again."]
    assert sign_in(client, "ben").status_code == 302


def test_removed_person_is_told_and_stays_out(client: Client, world: World) -> None:
    Person.objects.filter(pk=world.ana.pk).update(state="removed")
    assert sign_in(client).url == "/account/removed/"
    assert signed_in(client) is None


def test_sign_out_asks_first_and_only_a_post_does_it(client: Client, world: World) -> None:
    sign_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert signed_in(client) == "ana"
    client.post("/account/logout/")
    assert signed_in(client) is None


def test_form_without_its_token_is_a_page_in_plain_words(world: World) -> None:
    answer = sign_in(Client(enforce_csrf_checks=True))
    assert (answer.status_code, answer.templates[0].name) == (403, "403.html")


def test_pages_carry_nothing_inline_and_no_password(client: Client, world: World) -> None:
    for page in ("/account/signup/", "/account/login/", "/account/recover/"):
        text = client.get(page).content.decode()
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick" not in text


def test_countries_speak_the_language_of_the_page(client: Client) -> None:
    page = client.get("/account/signup/", headers={"accept-language": "id"})
    assert ("US", "Amerika Serikat") in page.context["form"].fields["country"].choices


def test_errors_of_every_kind_are_our_own_words(client: Client) -> None:
    """Django's sentences have no Filipino; ours are in our catalogue."""
    said = sign_up(client, handle="", password="", birth_year="", country="").context["form"].errors
    assert {text for texts in said.values() for text in texts} == {"Something has to stand here."}


def test_authenticators_are_made_at_sign_up(client: Client) -> None:
    sign_up(client)
    assert list(Authenticator.objects.values_list("user__handle", "type")) == [("dora", "recovery_codes")]


def test_recovery_codes_of_an_arrival_are_not_shown_for_ever(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up(client)
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get("/account/codes/").url == "/"
    assert client.get("/account/codes/file/").url == "/"
