import pytest
from django.test import override_settings

from kindreel.people.actions import relations
from kindreel.videos import queries
from kindreel.videos.models import Video
from tests.world import World, person, video


def test_muted_words_count_where_they_stand_alone(world: World) -> None:
    alone, inside, plain = (video(world.ana, words) for words in ("a Spíder, here", "spiderman", "flowers"))
    relations.mute_term(person=world.ben, term="spider")
    assert set(queries.newest(world.ben)) == {inside, plain}
    assert set(queries.videos_of(world.ana, world.ben)) == {alone, inside, plain}  # a profile was asked for


def test_muted_hashtags_and_people_leave_lists_only(world: World) -> None:
    tagged, plain = video(world.ana, "#Dance"), video(world.ana, "dance")
    relations.mute_term(person=world.ben, term="#dance")
    assert set(queries.newest(world.ben)) == {plain}
    relations.mute(muter=world.ben, muted=world.ana)
    assert set(queries.newest(world.ben)) == set()
    assert Video.objects.visible_to(world.ben).filter(pk=tagged.pk).exists()


def test_one_s_own_words_are_never_muted_for_oneself(world: World) -> None:
    own = video(world.ben, "spider")
    relations.mute_term(person=world.ben, term="spider")
    assert set(queries.newest(world.ben)) == {own}


def test_sensitive_videos_are_for_adults(world: World) -> None:
    row = video(world.ana, sensitive=True)
    dana = person("dana", age=18)
    assert set(queries.newest(dana)) == {row}
    assert set(queries.newest(world.ben)) == set()
    assert set(queries.newest(None)) == set()


@pytest.mark.parametrize(
    ("sign_up", "seen"), [("open", False), ("approval", True), ("invitation", True), ("closed", True)]
)
def test_on_a_closed_server_members_are_no_strangers(world: World, sign_up: str, seen: bool) -> None:
    row = video(world.cam)
    with override_settings(SIGN_UP=sign_up):
        assert (row in queries.newest(world.ana)) is seen
        assert row not in queries.newest(None)
        waiting = person("dana", state="waiting")
        assert row not in queries.newest(waiting)


def test_unlisted_is_for_who_has_the_link(world: World) -> None:
    row = video(world.ana, audience="unlisted")
    assert Video.objects.visible_to(None).get() == row
    assert set(queries.newest(None)) == set(queries.videos_of(world.ana, None)) == set()
