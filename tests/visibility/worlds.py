"""Random worlds: people of all ages and states, what stands between them, and their videos."""

import random
from dataclasses import dataclass
from datetime import timedelta

from kindreel.core import clock
from kindreel.people.actions import relations
from kindreel.people.models import Follow, FollowRequest, Person
from kindreel.videos.models import Video
from tests.world import person, video

HANDLES = ["ana", "ben", "cam", "dov", "eli", "fay"]
WORDS = ["harbour", "spider", "#Dance", "#sea", "@ana", "@cam", "dance"]


@dataclass
class RandomWorld:
    people: list[Person]
    videos: list[Video]

    @property
    def viewers(self) -> list[Person | None]:
        """All who can sign in, and a visitor."""
        return [None, *(one for one in self.people if one.state in ("active", "waiting"))]


def build(seed: int) -> RandomWorld:
    dice = random.Random(seed)
    people = [_person(dice, handle) for handle in HANDLES]
    pairs = [(one, other) for one in people for other in people if one is not other]
    _relations(dice, pairs)
    now = clock.now()
    videos = [_video(dice, dice.choice(people), now - timedelta(minutes=number)) for number in range(14)]
    return RandomWorld(people, videos)


def _person(dice: random.Random, handle: str) -> Person:
    return person(
        handle,
        age=dice.choice([13, 17, 18, 40]),
        private=dice.random() < 0.4,
        lists_hidden=dice.random() < 0.3,
        state=dice.choices(["active", "waiting", "leaving", "removed"], [8, 1, 1, 1])[0],
        role=dice.choices(["member", "moderator"], [5, 1])[0],
    )


def _relations(dice: random.Random, pairs: list[tuple[Person, Person]]) -> None:
    for one, other in dice.sample(pairs, 12):
        Follow.objects.get_or_create(follower=one, followed=other)
    for one, other in dice.sample(pairs, 4):
        FollowRequest.objects.get_or_create(asker=one, asked=other)
    for one, other in dice.sample(pairs, 3):
        relations.mute(muter=one, muted=other)
    for one, other in dice.sample(pairs, 4):
        relations.block(blocker=one, blocked=other)
    for one, _ in dice.sample(pairs, 4):
        relations.mute_term(person=one, term=dice.choice(["spider", "#dance"]))


def _video(dice: random.Random, author: Person, published_at: object) -> Video:
    states = ["published", "published", "published", "published", "rendering", "held", "failed", "removed"]
    return video(
        author,
        " ".join(dice.sample(WORDS, 3)),
        state=dice.choice(states),
        audience=dice.choice(["everyone", "everyone", "everyone", "followers", "only_me", "unlisted"]),
        sensitive=dice.random() < 0.15,
        deleted_at=clock.now() if dice.random() < 0.1 else None,
        published_at=published_at,
    )
