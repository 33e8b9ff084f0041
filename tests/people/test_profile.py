import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from kindreel.core.errors import Refused
from kindreel.people.actions import profile, relations
from kindreel.people.models import Person
from tests.world import World


def _change(person: Person, **fields: str) -> list[str]:
    return profile.change_profile(
        person=person, **{"name": "", "pronouns": "", "bio": "", "links": "", **fields}
    )


def test_a_profile_is_changed(world: World) -> None:
    held = _change(
        world.ana, name=" Ana  Luz ", bio="Sea\n\n\n\nand sun", links="example.org\nhttps://a.example/x"
    )
    world.ana.refresh_from_db()
    assert held == []
    assert (world.ana.name, world.ana.bio) == ("Ana Luz", "Sea\n\nand sun")
    assert world.ana.links == ["https://example.org", "https://a.example/x"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "x" * 41), ("bio", "x" * 301), ("links", "javascript:alert(1)"), ("links", "https://u@evil.example"),
        ("links", "not a link"), ("links", "http://[::1"), ("links", "\n".join(["https://a.example"] * 5)),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_field(world: World, field: str, text: str) -> None:
    with pytest.raises(Refused) as refused:
        _change(world.ana, **{field: text})
    assert refused.value.field == field


@override_settings(CONTENT_GATES=["tests.core.test_gates.crash"])
def test_a_crashing_gate_holds_a_bio_and_the_old_one_stays(world: World) -> None:
    Person.objects.filter(pk=world.ana.pk).update(bio="old words")
    world.ana.refresh_from_db()
    assert _change(world.ana, name="Ana", bio="new words") == ["name", "bio"]
    world.ana.refresh_from_db()
    assert (world.ana.bio, world.ana.name) == ("old words", "")
    assert {row.text for row in world.ana.held_texts.all()} == {"new words", "Ana"}


@override_settings(CONTENT_GATES=["tests.core.test_gates.hold"])
def test_who_goes_back_to_the_old_words_takes_the_held_ones_back(world: World) -> None:
    assert _change(world.ana, bio="new words") == ["bio"]
    assert _change(world.ana, bio=world.ana.bio) == []
    assert not world.ana.held_texts.exists()


@override_settings(CONTENT_GATES=["tests.core.test_gates.refuse"])
def test_a_refusing_gate_says_why(world: World) -> None:
    with pytest.raises(Refused, match="not here"):
        _change(world.ana, bio="words")


@pytest.mark.django_db(transaction=True)
def test_a_new_picture_takes_the_place_of_the_old_one() -> None:
    world = World.begin()
    profile.change_picture(person=world.ana, webp=b"one")
    first = world.ana.picture
    profile.change_picture(person=world.ana, webp=b"two")
    assert not default_storage.exists(first)
    assert default_storage.exists(world.ana.picture)
    profile.change_picture(person=world.ana, webp=None)
    assert world.ana.picture == ""
    assert world.ana.picture_url == ""


def test_a_page_from_before_does_not_turn_a_switch_back(world: World) -> None:
    before = Person.objects.get(pk=world.ana.pk)  # as another request read it
    where = {"language": "en", "theme": "dark", "country": ""}
    profile.change_settings(person=world.ana, private=True, **where)
    profile.change_settings(person=before, less_motion=True, **where)
    world.ana.refresh_from_db()
    assert (world.ana.private, world.ana.less_motion) == (True, True)


def test_opening_an_account_lets_in_only_those_who_are_still_here(world: World) -> None:
    relations.follow(follower=world.ana, followed=world.cam)
    relations.follow(follower=world.ben, followed=world.cam)
    Person.objects.filter(pk=world.ben.pk).update(state="removed")
    profile.change_settings(person=world.cam, private=False, language="es", theme="system", country="ES")
    assert [row.follower for row in world.cam.followers.all()] == [world.ana]
    assert not world.cam.requests_to_follow.exists()
