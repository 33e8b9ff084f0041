import pytest
from django.conf import settings
from django.test import Client

from kindreel.front.members import authorize
from kindreel.people.actions.leave import leave
from kindreel.people.actions.links import make_token
from tests.world import World


@pytest.fixture
def world(transactional_db: None) -> World:
    return World.begin()


def _cookie(world: World) -> str:
    client = Client()
    client.force_login(world.ben)
    return f"theme=x; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_a_token_or_a_session_says_who_it_is(world: World) -> None:
    token = make_token(person=world.ana, name="test")
    assert authorize({"authorization": f"Bearer {token}"}) == world.ana.pk
    assert authorize({"cookie": _cookie(world)}) == world.ben.pk


@pytest.mark.parametrize(
    "headers",
    [{}, {"authorization": "Bearer x"}, {"authorization": "Basic x"}, {"cookie": "session=x"},
     {"cookie": "\x00;=;"}, {"authorization": "Bearer " + "x" * 9999}],
)  # fmt: skip
def test_everybody_else_is_nobody(world: World, headers: dict[str, str]) -> None:
    assert authorize(headers) is None


def test_a_bad_token_is_not_saved_by_a_session(world: World) -> None:
    assert authorize({"authorization": "Bearer x", "cookie": _cookie(world)}) is None


def test_somebody_leaving_uploads_nothing(world: World) -> None:
    cookie = _cookie(world)
    leave(person=world.ben)
    assert authorize({"cookie": cookie}) is None
