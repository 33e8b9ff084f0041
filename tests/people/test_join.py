from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import override_settings

from kindreel.core import clock
from kindreel.core.errors import Refused
from kindreel.people.actions import join, leave, links
from kindreel.people.models import OneTimeLink, Person
from kindreel.people.models.person import Role, State
from tests.world import WORD, World, person

YEAR = clock.now().year


def _join(
    handle: str = "dana", *, year: int = YEAR - 30, country: str = "PH", invitation: str = ""
) -> Person:
    return join.join(
        handle=handle, password=WORD, birth_year=year, country=country, language="fil", invitation=invitation
    )


def test_somebody_joins(db: None) -> None:
    made = _join()
    assert (made.handle, made.state, made.role, made.private) == ("dana", State.ACTIVE, Role.MEMBER, False)
    assert made.check_password(WORD)


def test_the_young_begin_private(db: None) -> None:
    assert _join(year=YEAR - 16).private  # fifteen, as far as a year can tell
    assert not _join("eden", year=YEAR - 17).private


@pytest.mark.parametrize(
    ("country", "years", "fits"),
    [
        ("PH", 14, True),
        ("PH", 13, False),
        ("DE", 16, False),
        ("DE", 17, True),
        ("KR", 14, False),
        ("", 14, True),
    ],
)
def test_the_minimum_age_is_the_country_s(db: None, country: str, years: int, fits: bool) -> None:
    if fits:
        assert _join(year=YEAR - years, country=country).pk
    else:
        with pytest.raises(Refused) as refused:
            _join(year=YEAR - years, country=country)
        assert refused.value.field == "birth_year"


@pytest.mark.parametrize("year", [0, 1800, YEAR + 1])
def test_an_impossible_year_is_refused(db: None, year: int) -> None:
    with pytest.raises(Refused, match="check the year"):
        _join(year=year)


@override_settings(MINIMUM_AGES=["PH=18"])
def test_the_operator_s_own_age_goes_first(db: None) -> None:
    with pytest.raises(Refused, match="turn 18"):
        _join(year=YEAR - 18)


@pytest.mark.parametrize("handle", ["ana", "ANA", "4na", "a.na"])
def test_a_handle_that_is_taken_or_looks_taken_is_refused(world: World, handle: str) -> None:
    with pytest.raises(Refused, match="Somebody has this handle"):
        _join(handle)


@override_settings(SIGN_UP="invitation")
def test_an_invitation_opens_the_door_once(world: World) -> None:
    with pytest.raises(Refused, match="joined with an invitation"):
        _join()
    moderator = person("mod.one", role=Role.MODERATOR)
    secret = links.invite(by=moderator)
    assert _join(invitation=secret).state == State.ACTIVE
    with pytest.raises(Refused, match="used already"):
        _join("eden", invitation=secret)
    assert not Person.objects.filter(handle="eden").exists()


@override_settings(SIGN_UP="closed")
def test_a_closed_server_takes_nobody(db: None) -> None:
    with pytest.raises(Refused, match="no new members"):
        _join()


@override_settings(SIGN_UP="approval")
def test_a_moderator_lets_in_or_turns_away(world: World) -> None:
    moderator = person("mod.one", role=Role.MODERATOR)
    dana, eden = _join(), _join("eden")
    assert dana.state == State.WAITING
    with pytest.raises(Refused):
        join.approve(person=dana, by=world.ana)
    join.approve(person=dana, by=moderator)
    join.turn_away(person=eden, by=moderator)
    join.approve(person=eden, by=moderator)  # too late: the other decision stands
    assert (dana.state, eden.state) == (State.ACTIVE, State.REMOVED)


@pytest.mark.django_db(transaction=True)
def test_two_who_want_one_handle_at_once() -> None:
    def attempt(handle: str) -> str:
        try:
            return _join(handle).handle
        except Refused as refused:
            return refused.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(attempt, ["dana", "d4na"]))
    assert Person.objects.count() == 1
    assert sum("Somebody has" in result for result in results) == 1


def test_only_administrators_give_roles_and_one_stays(world: World) -> None:
    admin = person("boss", role=Role.ADMIN)
    with pytest.raises(Refused):
        join.give_role(person=world.ben, role=Role.MODERATOR, by=world.ana)
    with pytest.raises(Refused, match="Somebody has to be"):
        join.give_role(person=admin, role=Role.MEMBER, by=admin)
    join.give_role(person=world.ben, role=Role.ADMIN, by=admin)
    join.give_role(person=admin, role=Role.MEMBER, by=admin)
    assert (world.ben.role, admin.role) == (Role.ADMIN, Role.MEMBER)


def test_the_first_administrator_comes_through_a_link(world: World) -> None:
    secret = links.make(OneTimeLink.Kind.ADMIN)
    links.become_admin(secret=secret, person=world.ana)
    assert world.ana.administers
    with pytest.raises(Refused):
        links.become_admin(secret=secret, person=world.ben)


def test_somebody_stays_who_administers_whatever_was_read_before(world: World) -> None:
    one, other = person("boss", role=Role.ADMIN), person("chief", role=Role.ADMIN)
    seen = Person.objects.get(pk=other.pk)  # as the other's own request read it
    join.give_role(person=other, role=Role.MEMBER, by=one)
    with pytest.raises(Refused, match="Only administrators"):
        join.give_role(person=one, role=Role.MEMBER, by=seen)
    with pytest.raises(Refused, match="Somebody has to be"):
        leave.leave(person=one)
