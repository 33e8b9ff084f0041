from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kindreel.core.errors import NotFound, Refused
from kindreel.people import queries
from kindreel.people.access import person_for, person_to_unblock
from kindreel.people.actions import profile, relations
from kindreel.people.models import Block, Follow, FollowRequest, MutedTerm, Person
from tests.world import World, person


def _settings(who: Person, **switches: bool) -> None:
    profile.change_settings(person=who, language="en", theme="system", country="", **switches)


def test_following_twice_is_following_once(world: World) -> None:
    assert relations.follow(follower=world.ben, followed=world.ana) == "following"
    assert relations.follow(follower=world.ben, followed=world.ana) == "following"
    assert Follow.objects.count() == 1
    relations.unfollow(follower=world.ben, followed=world.ana)
    relations.unfollow(follower=world.ben, followed=world.ana)
    assert not Follow.objects.exists()


def test_a_private_account_is_asked(world: World) -> None:
    assert relations.follow(follower=world.ana, followed=world.cam) == "requested"
    assert [row.asker for row in queries.requests_for(world.cam)] == [world.ana]
    relations.accept(person=world.cam, asker=world.ana)
    relations.accept(person=world.cam, asker=world.ben)  # never asked: nothing happens
    assert list(queries.followers_of(world.cam, world.cam)) == [world.ana]


def test_declining_leaves_no_trace(world: World) -> None:
    relations.follow(follower=world.ana, followed=world.cam)
    relations.decline(person=world.cam, asker=world.ana)
    assert not FollowRequest.objects.exists()
    assert not Follow.objects.exists()


def test_opening_an_account_lets_in_who_had_asked(world: World) -> None:
    relations.follow(follower=world.ana, followed=world.cam)
    _settings(world.cam, private=False)
    assert Follow.objects.filter(follower=world.ana, followed=world.cam).exists()
    assert not FollowRequest.objects.exists()


def test_a_block_ends_everything_between_two_people(world: World) -> None:
    relations.follow(follower=world.ana, followed=world.ben)
    relations.follow(follower=world.ben, followed=world.ana)
    relations.follow(follower=world.ana, followed=world.cam)
    relations.block(blocker=world.ben, blocked=world.ana)
    relations.block(blocker=world.cam, blocked=world.ana)
    assert not Follow.objects.exists()
    assert not FollowRequest.objects.exists()
    for one, other in ((world.ana, world.ben), (world.ben, world.ana), (world.ana, world.cam)):
        with pytest.raises(NotFound):
            person_for(one, other.handle)
    with pytest.raises(Refused):
        relations.follow(follower=world.ana, followed=world.ben)


def test_only_the_blocker_finds_the_way_back(world: World) -> None:
    relations.block(blocker=world.ben, blocked=world.ana)
    assert person_to_unblock(world.ben, "ana") == world.ana
    with pytest.raises(NotFound):
        person_to_unblock(world.ana, "ben")
    relations.unblock(blocker=world.ben, blocked=world.ana)
    assert person_for(world.ana, "ben") == world.ben


@pytest.mark.parametrize("verb", ["follow", "block", "mute"])
def test_nobody_does_it_to_themselves(world: World, verb: str) -> None:
    act = {
        "follow": lambda: relations.follow(follower=world.ana, followed=world.ana),
        "block": lambda: relations.block(blocker=world.ana, blocked=world.ana),
        "mute": lambda: relations.mute(muter=world.ana, muted=world.ana),
    }[verb]
    with pytest.raises(Refused):
        act()


def test_hidden_lists_are_for_oneself(world: World) -> None:
    relations.follow(follower=world.ben, followed=world.ana)
    assert list(queries.followers_of(world.ana, None)) == [world.ben]
    _settings(world.ana, lists_hidden=True)
    assert list(queries.followers_of(world.ana, world.ben)) == []
    assert list(queries.followers_of(world.ana, world.ana)) == [world.ben]


def test_a_list_leaves_out_whom_the_viewer_cannot_see(world: World) -> None:
    dana = person("dana")
    relations.follow(follower=world.ben, followed=world.ana)
    relations.follow(follower=dana, followed=world.ana)
    relations.block(blocker=dana, blocked=world.ben)
    assert list(queries.followers_of(world.ana, world.ben)) == [world.ben]
    assert list(queries.followers_of(world.ana, dana)) == [dana]


def test_words_are_muted_folded_and_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert relations.mute_term(person=world.ana, term=" Araña ").term == "arana"
    assert relations.mute_term(person=world.ana, term="#Dance").kind == MutedTerm.HASHTAG
    relations.mute_term(person=world.ana, term="ARANA")
    assert world.ana.muted_terms.count() == 2
    for nothing in ("", "#", "\u200b", "x" * 61):
        with pytest.raises(Refused):
            relations.mute_term(person=world.ana, term=nothing)
    monkeypatch.setattr(relations, "MOST_TERMS", 2)
    with pytest.raises(Refused, match="already"):
        relations.mute_term(person=world.ana, term="more")


@pytest.mark.django_db(transaction=True)
def test_a_follow_and_a_block_at_once_never_both_win() -> None:
    world = World.begin()

    def act(number: int) -> None:
        try:
            if number % 2:
                relations.block(blocker=world.ana, blocked=world.ben)
            else:
                relations.follow(follower=world.ben, followed=world.ana)
        except Refused:
            pass
        finally:
            connection.close()

    for _ in range(3):
        Block.objects.all().delete()
        Follow.objects.all().delete()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(act, range(4)))
        assert Block.objects.count() == 1
        assert not Follow.objects.exists()


@pytest.mark.parametrize("term", ["", "#", "\u200b", "ß" * 60, "ﷺ" * 10])
def test_a_muted_word_fits_its_column_on_every_database(world: World, term: str) -> None:
    with pytest.raises(Refused):
        relations.mute_term(person=world.ana, term=term)
