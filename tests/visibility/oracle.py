"""The rules of who sees what, written once more, naively, row by row. The product must agree with every
line."""

import re

from django.conf import settings

from kindreel.core.text import folded
from kindreel.people.models import Block, Follow, FollowRequest, Mute, MutedTerm, Person
from kindreel.videos.models import Video

Viewer = Person | None


class Oracle:
    """A snapshot of the relations, and answers to questions about them."""

    def __init__(self) -> None:
        self.blocks = set(Block.objects.values_list("blocker", "blocked"))
        self.follows = set(Follow.objects.values_list("follower", "followed"))
        self.mutes = set(Mute.objects.values_list("muter", "muted"))
        self.asks = set(FollowRequest.objects.values_list("asker", "asked"))
        self.terms = set(MutedTerm.objects.values_list("person", "kind", "term"))

    def person(self, viewer: Viewer, other: Person) -> bool:
        if viewer is not None and viewer.pk == other.pk:
            return True
        if other.state != "active":
            return False
        if viewer is None:
            return True
        return (viewer.pk, other.pk) not in self.blocks and (other.pk, viewer.pk) not in self.blocks

    def content(self, viewer: Viewer, author: Person) -> bool:
        if not self.person(viewer, author):
            return False
        if viewer is not None and viewer.pk == author.pk:
            return True
        if not author.private:
            return True
        if viewer is None:
            return False
        if settings.SIGN_UP != "open" and viewer.state == "active":
            return True
        return (viewer.pk, author.pk) in self.follows

    def opens(self, viewer: Viewer, video: Video) -> bool:
        if video.deleted_at is not None:
            return False
        if viewer is not None and viewer.pk == video.author_id:
            return True
        if video.state != "published" or not self.content(viewer, video.author):
            return False
        if video.sensitive and (viewer is None or viewer.age is None or viewer.age < 18):
            return False
        if video.audience == "followers":
            return viewer is not None and (viewer.pk, video.author_id) in self.follows
        return video.audience in ("everyone", "unlisted")

    def on_profile(self, viewer: Viewer, video: Video) -> bool:
        return self.opens(viewer, video) and video.state == "published" and video.audience != "unlisted"

    def offered(self, viewer: Viewer, video: Video) -> bool:
        if not self.on_profile(viewer, video) or video.audience == "only_me":
            return False
        if viewer is None or viewer.pk == video.author_id:
            return True
        if (viewer.pk, video.author_id) in self.mutes:
            return False
        words = re.findall(r"[^\W_]+", folded(video.caption))
        tags = {tag.name for tag in video.hashtags.all()}
        for who, kind, term in self.terms:
            if who == viewer.pk and (term in words if kind == "word" else term in tags):
                return False
        return True

    def lists(self, viewer: Viewer, person: Person) -> bool:
        if viewer is not None and viewer.pk == person.pk:
            return True
        return not person.lists_hidden and self.content(viewer, person)

    def followers(self, viewer: Viewer, person: Person, people: list[Person]) -> set[str]:
        if not self.lists(viewer, person):
            return set()
        return {
            one.handle for one in people if (one.pk, person.pk) in self.follows and self.person(viewer, one)
        }

    def following(self, viewer: Viewer, person: Person, people: list[Person]) -> set[str]:
        if not self.lists(viewer, person):
            return set()
        return {
            one.handle for one in people if (person.pk, one.pk) in self.follows and self.person(viewer, one)
        }

    def requests(self, viewer: Person, people: list[Person]) -> set[str]:
        return {one.handle for one in people if (one.pk, viewer.pk) in self.asks and self.person(viewer, one)}
