import pytest

from kindreel.core.errors import NotFound
from kindreel.people.access import person_for, person_for_desk, person_to_unblock
from kindreel.people.actions import relations
from kindreel.people.models.person import Role
from tests.world import World, person


@pytest.mark.parametrize("role", [Role.MEMBER, Role.PARTNER])
def test_the_door_of_the_desk_is_for_those_who_moderate(world: World, role: str) -> None:
    with pytest.raises(NotFound):
        person_for_desk(person("dora", role=role), "ana")
    with pytest.raises(NotFound):
        person_for_desk(person("emil", role=Role.MODERATOR, state="leaving"), "ana")
    assert person_for_desk(person("fay", role=Role.MODERATOR), "ana") == world.ana


def test_a_look_past_a_block_is_for_the_one_who_blocked(world: World) -> None:
    relations.block(blocker=world.ana, blocked=world.ben)
    assert person_to_unblock(world.ana, "ben") == world.ben
    for viewer, handle in ((world.ben, "ana"), (world.cam, "ben")):
        with pytest.raises(NotFound):
            person_to_unblock(viewer, handle)


@pytest.mark.parametrize("handle", ["", "\x00", "\ud800", "@ana", "a" * 5000, "ana\n"])
def test_what_no_handle_can_be_is_nobody(world: World, handle: str) -> None:
    with pytest.raises(NotFound):
        person_for(world.ben, handle)


def test_a_handle_may_be_typed_in_capitals(world: World) -> None:
    assert person_for(None, "ANA") == world.ana
