from datetime import timedelta

import pytest

from kindreel.core import clock
from kindreel.core.errors import Refused
from kindreel.people.actions import leave, links
from kindreel.people.models import OneTimeLink
from kindreel.people.models.person import Role
from tests.world import World, person


def test_a_reset_link_sets_a_password_once(world: World) -> None:
    moderator = person("mod.one", role=Role.MODERATOR)
    token = links.make_token(person=world.ana, name="phone")
    secret = links.reset_link(person=world.ana, by=moderator)
    links.set_password(secret=secret, password="another word 9")
    world.ana.refresh_from_db()
    assert world.ana.check_password("another word 9")
    assert links.person_of_token(token) is None
    with pytest.raises(Refused):
        links.set_password(secret=secret, password="a third word 1")


def test_a_new_reset_link_ends_the_older_one(world: World) -> None:
    moderator = person("mod.one", role=Role.MODERATOR)
    first = links.reset_link(person=world.ana, by=moderator)
    links.reset_link(person=world.ana, by=moderator)
    with pytest.raises(Refused):
        links.find(first, OneTimeLink.Kind.RESET)


def test_a_link_ends_with_its_time_and_fits_one_door(world: World) -> None:
    moderator = person("mod.one", role=Role.MODERATOR)
    secret = links.invite(by=moderator)
    with pytest.raises(Refused):
        links.find(secret, OneTimeLink.Kind.ADMIN)
    OneTimeLink.objects.update(until=clock.now() - timedelta(seconds=1))
    with pytest.raises(Refused):
        links.find(secret, OneTimeLink.Kind.INVITATION)


def test_nobody_makes_a_reset_link_upwards_or_for_themselves(world: World) -> None:
    moderator, admin = person("mod.one", role=Role.MODERATOR), person("boss", role=Role.ADMIN)
    for by, whom in ((world.ana, world.ben), (moderator, admin), (moderator, moderator)):
        with pytest.raises(Refused):
            links.reset_link(person=whom, by=by)
    assert links.reset_link(person=moderator, by=admin)


def test_secrets_are_kept_as_digests_only(world: World) -> None:
    token = links.make_token(person=world.ana, name="phone")
    assert token not in str(list(world.ana.tokens.values()))
    assert links.person_of_token(token) == world.ana
    assert links.person_of_token(token + "x") is None
    assert links.person_of_token("") is None


def test_a_token_ends_with_the_account(world: World) -> None:
    token = links.make_token(person=world.ana, name="phone")
    leave.leave(person=world.ana)
    assert links.person_of_token(token) is None
