from kindreel.people.models.block import Block
from kindreel.people.models.follow import Follow, FollowRequest
from kindreel.people.models.held import HeldText
from kindreel.people.models.link import ApiToken, OneTimeLink
from kindreel.people.models.mute import Mute, MutedTerm
from kindreel.people.models.person import Person

__all__ = [
    "ApiToken",
    "Block",
    "Follow",
    "FollowRequest",
    "HeldText",
    "Mute",
    "MutedTerm",
    "OneTimeLink",
    "Person",
]
