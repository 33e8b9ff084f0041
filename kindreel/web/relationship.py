"""What stands between the one who looks and the one who is looked at, for a profile's buttons and numbers."""

from dataclasses import dataclass

from kindreel.people import queries
from kindreel.people.models import Follow, FollowRequest, Mute, Person
from kindreel.people.visibility import Viewer


@dataclass(frozen=True)
class Relationship:
    own: bool
    follows: bool
    asked: bool
    follows_me: bool
    muted: bool
    sees_videos: bool
    sees_lists: bool
    followers: int | None
    following: int | None


def relationship(viewer: Viewer, shown: Person) -> Relationship:
    me = viewer.pk if viewer else None
    lists = queries.may_see_lists(shown, viewer)
    return Relationship(
        own=me == shown.pk,
        follows=Follow.objects.filter(follower=me, followed=shown).exists(),
        asked=FollowRequest.objects.filter(asker=me, asked=shown).exists(),
        follows_me=Follow.objects.filter(follower=shown, followed=me).exists(),
        muted=Mute.objects.filter(muter=me, muted=shown).exists(),
        sees_videos=queries.may_see_content(shown, viewer),
        sees_lists=lists,
        followers=queries.followers_of(shown, viewer).count() if lists else None,
        following=queries.followed_by_person(shown, viewer).count() if lists else None,
    )
