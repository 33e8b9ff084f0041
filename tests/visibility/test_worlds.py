"""Random worlds against a naive oracle: every list, page, count and API route, for every viewer."""

import os

import pytest
from django.test import Client, override_settings

from tests.visibility import worlds
from tests.visibility.oracle import Oracle, Viewer
from tests.visibility.surfaces import SURFACES

COUNT = int(os.environ.get("KINDREEL_WORLDS", "6"))


def _signed_in(viewer: Viewer) -> Client:
    client = Client()
    if viewer is not None:
        client.force_login(viewer)
    return client


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(COUNT))
def test_everybody_sees_exactly_what_they_may(db: None, seed: int) -> None:
    with override_settings(SIGN_UP="approval" if seed % 3 == 2 else "open"):
        world = worlds.build(seed)
        oracle = Oracle()
        wrong = [
            f"{viewer or 'a visitor'} at {place}: {found!r}, should be {wanted!r}"
            for viewer in world.viewers
            for surface in SURFACES
            for place, found, wanted in surface(_signed_in(viewer), viewer, world, oracle)
            if found != wanted
        ]
    assert not wrong, "\n".join(wrong[:20])


def test_worlds_have_what_could_leak(db: None) -> None:
    """The first worlds together show every kind of thing that somebody must not see."""
    kinds: set[str] = set()
    for seed in range(3):
        world = worlds.build(100 + seed)
        oracle = Oracle()
        kinds |= {video.state for video in world.videos} | {video.audience for video in world.videos}
        kinds |= {person.state for person in world.people}
        for viewer in world.viewers:
            kinds |= {f"opens {oracle.opens(viewer, video)}" for video in world.videos}
        for person in world.people:
            person.delete()
    assert {
        "published",
        "held",
        "removed",
        "followers",
        "only_me",
        "unlisted",
        "opens True",
        "opens False",
    } <= kinds
