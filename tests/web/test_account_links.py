"""One-time links: the first administrator's door, a new password, an invitation."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from kindreel.core import clock
from kindreel.people.actions import links
from kindreel.people.models import OneTimeLink, Person
from tests.web.test_account import SIGN_UP, sign_in, signed_in
from tests.world import World

Kind = OneTimeLink.Kind
pytestmark = pytest.mark.django_db


def reset_secret(world: World) -> str:
    return links.make(Kind.RESET, person=world.ana)


def set_password(client: Client, secret: str, password: str = "nine quiet lamps") -> Any:
    return client.post(f"/reset/{secret}/", {"password": password})


@pytest.mark.parametrize("rule", ["open", "invitation", "approval", "closed"])
def test_door_makes_the_first_administrator_whatever_the_rule(
    client: Client, settings: Settings, rule: str
) -> None:
    settings.SIGN_UP = rule
    secret = links.make(Kind.ADMIN)
    assert client.get(f"/door/{secret}/").status_code == 200
    assert client.post(f"/door/{secret}/", SIGN_UP).url == "/account/codes/"
    assert client.post("/account/codes/").url == "/desk/people/"
    assert client.get("/desk/people/").status_code == 200
    assert Person.objects.get().role == "admin"


def test_door_takes_somebody_who_is_in_already(client: Client, world: World) -> None:
    secret = links.make(Kind.ADMIN)
    page = client.get(f"/door/{secret}/").content.decode()
    assert f"/account/login/?next=%2Fdoor%2F{secret}%2F" in page
    sign_in(client)
    assert client.get(f"/door/{secret}/").status_code == 200
    world.ana.refresh_from_db()
    assert world.ana.role == "member"  # looking alone does nothing
    assert client.post(f"/door/{secret}/").url == "/desk/people/"
    world.ana.refresh_from_db()
    assert world.ana.role == "admin"


def test_door_opens_once(client: Client) -> None:
    secret = links.make(Kind.ADMIN)
    client.post(f"/door/{secret}/", SIGN_UP)
    for again in (
        Client().get(f"/door/{secret}/"),
        Client().post(f"/door/{secret}/", {**SIGN_UP, "handle": "emil"}),
    ):
        assert (again.status_code, again.templates[0].name) == (410, "account/link_over.html")
    assert Person.objects.count() == 1


def test_door_with_a_mistake_in_the_form_stays_open(client: Client) -> None:
    secret = links.make(Kind.ADMIN)
    assert client.post(f"/door/{secret}/", {**SIGN_UP, "password": "short"}).status_code == 422
    assert client.post(f"/door/{secret}/", SIGN_UP).status_code == 302


@pytest.mark.parametrize("path", ["door", "reset"])
@pytest.mark.parametrize("secret", ["x", "a" * 5000, "%00", "..", "\u202e"])
def test_links_that_nobody_made_are_over(client: Client, path: str, secret: str) -> None:
    assert client.get(f"/{path}/{secret}/").status_code in (404, 410)


def test_link_of_one_kind_opens_no_other_door(client: Client, world: World) -> None:
    assert client.get(f"/door/{reset_secret(world)}/").status_code == 410


def test_reset_asks_first_so_that_a_preview_does_not_burn_it(client: Client, world: World) -> None:
    secret = reset_secret(world)
    for _ in range(3):
        assert Client().get(f"/reset/{secret}/").status_code == 200
    assert set_password(client, secret, "short").status_code == 422
    assert set_password(client, secret).url == "/account/codes/"
    assert signed_in(client) == "ana"
    assert len(client.get("/account/codes/").context["codes"]) == 10
    assert set_password(Client(), secret).status_code == 410
    assert sign_in(Client(), "ana", "nine quiet lamps").url == "/"


def test_reset_ends_other_sessions_and_leaves_somebody_elses(client: Client, world: World) -> None:
    other, bens = Client(), Client()
    sign_in(other)
    sign_in(bens, "ben")
    set_password(bens, reset_secret(world))  # on a device where Ben is signed in
    assert (signed_in(other), signed_in(bens)) == (None, "ana")


def test_reset_after_its_time_is_over(client: Client, world: World) -> None:
    secret = reset_secret(world)
    OneTimeLink.objects.update(until=clock.now())
    assert set_password(client, secret).status_code == 410


def test_invitation_link_for_somebody_who_is_in_leads_home_and_stays_good(
    client: Client, world: World
) -> None:
    secret = links.make(Kind.INVITATION)
    sign_in(client)
    assert client.get(f"/join/{secret}/").url == "/"
    assert links.find(secret, Kind.INVITATION).used_at is None
