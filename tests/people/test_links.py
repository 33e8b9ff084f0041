from datetime import timedelta

import pytest

from kindreel.core import clock
from kindreel.core.errors import Refused
from kindreel.core.models import Event
from kindreel.people.actions import join, leave, links
from kindreel.people.models import OneTimeLink, Person
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


def test_a_reset_link_does_not_outgrow_its_maker(world: World) -> None:
    moderator, admin = person("mod.one", role=Role.MODERATOR), person("boss", role=Role.ADMIN)
    secret = links.reset_link(person=world.ana, by=moderator)
    join.give_role(person=world.ana, role=Role.ADMIN, by=admin)
    with pytest.raises(Refused):
        links.set_password(secret=secret, password="another word 9")


def test_links_of_somebody_who_no_longer_moderates_open_nothing(world: World) -> None:
    moderator, admin = person("mod.one", role=Role.MODERATOR), person("boss", role=Role.ADMIN)
    reset, invitation = links.reset_link(person=world.ana, by=moderator), links.invite(by=moderator)
    join.give_role(person=moderator, role=Role.MEMBER, by=admin)
    for secret, kind in ((reset, OneTimeLink.Kind.RESET), (invitation, OneTimeLink.Kind.INVITATION)):
        with pytest.raises(Refused):
            links.find(secret, kind)


def test_the_first_administrators_link_ends_when_there_is_one(world: World) -> None:
    secret = links.make(OneTimeLink.Kind.ADMIN)
    assert links.find(secret, OneTimeLink.Kind.ADMIN)
    person("boss", role=Role.ADMIN)
    with pytest.raises(Refused):
        links.become_admin(secret=secret, person=world.ben)


def test_two_who_hold_a_link_at_once_do_not_both_come_through(world: World) -> None:
    secret = links.make(OneTimeLink.Kind.RESET, person=world.ana)
    first, second = (links.find(secret, OneTimeLink.Kind.RESET) for _ in range(2))
    links.use(first)
    with pytest.raises(Refused):
        links.use(second)


@pytest.mark.parametrize("state", ["waiting", "leaving", "removed"])
def test_a_token_counts_only_while_the_account_is_in_use(world: World, state: str) -> None:
    token = links.make_token(person=world.ana, name="phone")
    Person.objects.filter(pk=world.ana.pk).update(state=state)
    assert links.person_of_token(token) is None


def test_who_made_a_link_for_whom_is_on_record(world: World) -> None:
    moderator = person("mod.one", role=Role.MODERATOR)
    links.reset_link(person=world.ana, by=moderator)
    made = Event.objects.get(verb="link.made")
    assert (made.actor_id, made.detail) == (moderator.pk, f"reset {world.ana.pk}")
