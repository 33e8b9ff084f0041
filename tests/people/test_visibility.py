import pytest
from django.test import override_settings

from kindreel.people.models import Person
from tests.world import World, person


@pytest.mark.parametrize(
    ("rule", "sees"), [("open", False), ("invitation", True), ("approval", True), ("closed", True)]
)
def test_members_of_a_closed_place_are_no_strangers_but_those_who_wait_are(
    world: World, rule: str, sees: bool
) -> None:
    waiting = person("wen", state="waiting")
    with override_settings(SIGN_UP=rule):
        for viewer, wanted in ((world.ben, sees), (waiting, False), (None, False), (world.cam, True)):
            content = Person.objects.content_visible_to(viewer)
            assert content.filter(pk=world.cam.pk).exists() is wanted
