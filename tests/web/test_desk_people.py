"""The desk for people: for moderators, and for nobody else."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kindreel.people.actions import links, relations
from kindreel.people.models import OneTimeLink, Person
from tests import world as people
from tests.web.test_account import SIGN_UP, sign_in
from tests.world import World

pytestmark = pytest.mark.django_db
POSTS = ["people/invitations/", "people/ben/approval/", "people/ben/reset-link/", "people/ben/role/"]


def with_role(person: Person, role: str) -> Person:
    Person.objects.filter(pk=person.pk).update(role=role)
    person.refresh_from_db()
    return person


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(with_role(world.ana, "moderator"))
    return client


def secret_of(answer: Any) -> str:
    return str(answer.context["made"]).rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize("role", [None, "member", "partner"])
def test_desk_is_not_there_for_others(client: Client, world: World, role: str | None) -> None:
    if role:
        client.force_login(with_role(world.ana, role))
    assert client.get("/desk/people/").status_code == 404
    assert [client.post(f"/desk/{path}").status_code for path in POSTS] == [404] * 4
    assert not OneTimeLink.objects.exists()


def test_desk_is_not_there_for_a_moderator_who_is_leaving(desk: Client, world: World) -> None:
    Person.objects.filter(pk=world.ana.pk).update(state="leaving")
    assert desk.post("/desk/people/invitations/").url == "/settings/come-back/"


@pytest.mark.parametrize("number", [1, 3])
def test_waiting_people_stand_in_order_at_the_same_cost(
    desk: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    handles = [people.person(f"new{count}", state="waiting").handle for count in range(number)]
    with django_assert_num_queries(5):
        assert [one.handle for one in desk.get("/desk/people/").context["waiting"]] == handles


def test_waiting_person_is_let_in_or_turned_away(desk: Client) -> None:
    new, odd = people.person("new", state="waiting"), people.person("odd", state="waiting")
    assert desk.post("/desk/people/new/approval/").url == "/desk/people/"
    desk.post("/desk/people/odd/approval/", {"end": "1"})
    for person in (new, odd):
        person.refresh_from_db()
    assert (new.state, odd.state) == ("active", "removed")
    assert desk.post("/desk/people/odd/approval/").status_code == 404


def test_approval_of_somebody_who_does_not_wait_changes_nothing(desk: Client, world: World) -> None:
    desk.post("/desk/people/ben/approval/", {"end": "1"})
    world.ben.refresh_from_db()
    assert world.ben.state == "active"


def test_invitation_is_shown_once_and_lets_somebody_in(desk: Client) -> None:
    answer = desk.post("/desk/people/invitations/")
    assert answer.context["made"].startswith("http://testserver/join/")
    assert answer.context["made"] not in desk.get("/desk/people/").content.decode()
    signed = Client().post("/account/signup/", {**SIGN_UP, "invitation": secret_of(answer)})
    assert signed.status_code == 302


@pytest.mark.parametrize("typed", ["ben", " @Ben "])
def test_person_is_found_by_handle_even_past_a_block(desk: Client, world: World, typed: str) -> None:
    relations.block(blocker=world.ben, blocked=world.ana)
    assert desk.get("/desk/people/", {"handle": typed}).context["found"] == world.ben


@pytest.mark.parametrize("typed", ["nobody", "b" * 10_000, "\x00", "\u202eneb", "gone"])
def test_person_who_is_not_there_is_said_so(desk: Client, typed: str) -> None:
    people.person("gone", state="removed")
    page = desk.get("/desk/people/", {"handle": typed})
    assert (page.context["found"], page.context["missing"]) == (None, True)


def test_reset_link_lets_its_person_in(desk: Client, world: World) -> None:
    secret = secret_of(desk.post("/desk/people/ben/reset-link/"))
    Client().post(f"/reset/{secret}/", {"password": "nine quiet lamps"})
    assert sign_in(Client(), "ben", "nine quiet lamps").url == "/"


def test_reset_link_is_not_made_for_those_above_or_oneself(desk: Client, world: World) -> None:
    with_role(world.ben, "admin")
    for handle in ("ben", "ana"):
        assert desk.post(f"/desk/people/{handle}/reset-link/").status_code == 409
    assert not OneTimeLink.objects.exists()


def test_role_is_given_by_administrators_only(desk: Client, world: World) -> None:
    assert desk.post("/desk/people/ben/role/", {"role": "moderator"}).status_code == 409
    assert desk.get("/desk/people/?handle=ben").content.decode().count("/desk/people/ben/role/") == 0
    with_role(world.ana, "admin")
    assert desk.post("/desk/people/ben/role/", {"role": "moderator"}).url == "/desk/people/?handle=ben"
    assert desk.post("/desk/people/ben/role/", {"role": "owner"}).status_code == 409
    world.ben.refresh_from_db()
    assert world.ben.role == "moderator"


def test_role_of_the_last_administrator_stays(desk: Client, world: World) -> None:
    with_role(world.ana, "admin")
    assert desk.post("/desk/people/ana/role/", {"role": "member"}).status_code == 409
    world.ana.refresh_from_db()
    assert world.ana.role == "admin"


def test_desk_link_of_a_former_kind_ends_with_the_new_one(desk: Client) -> None:
    first = secret_of(desk.post("/desk/people/ben/reset-link/"))
    desk.post("/desk/people/ben/reset-link/")
    assert Client().get(f"/reset/{first}/").status_code == 410
    assert links.OneTimeLink.objects.count() == 1
