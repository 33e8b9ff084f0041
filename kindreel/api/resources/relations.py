"""follows, blocks, mutes: POST a handle makes one, DELETE ends it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kindreel.api.auth import members, person_of
from kindreel.people.access import person_for, person_to_unblock
from kindreel.people.actions import relations as actions
from kindreel.people.models import Person
from kindreel.videos.actions import author

routers = {"follows": Router(auth=members), "blocks": Router(auth=members), "mutes": Router(auth=members)}


class HandleIn(Schema):
    handle: str


class RelationOut(Schema):
    handle: str
    state: str


@routers["follows"].post("", response={201: RelationOut})
def follow(request: HttpRequest, given: HandleIn) -> Any:
    me = person_of(request)
    other = person_for(me, given.handle)
    return Status(201, {"handle": other.handle, "state": actions.follow(follower=me, followed=other)})


@routers["follows"].delete("{handle}", response={204: None})
def unfollow(request: HttpRequest, handle: str) -> Any:
    me = person_of(request)
    return _done(actions.unfollow, follower=me, followed=person_for(me, handle))


@routers["blocks"].post("", response={201: RelationOut})
def block(request: HttpRequest, given: HandleIn) -> Any:
    me = person_of(request)
    other = person_for(me, given.handle)
    author.block(blocker=me, blocked=other)
    return Status(201, {"handle": other.handle, "state": "blocked"})


@routers["blocks"].delete("{handle}", response={204: None})
def unblock(request: HttpRequest, handle: str) -> Any:
    me = person_of(request)
    return _done(actions.unblock, blocker=me, blocked=person_to_unblock(me, handle))


@routers["mutes"].post("", response={201: RelationOut})
def mute(request: HttpRequest, given: HandleIn) -> Any:
    me = person_of(request)
    other = person_for(me, given.handle)
    actions.mute(muter=me, muted=other)
    return Status(201, {"handle": other.handle, "state": "muted"})


@routers["mutes"].delete("{handle}", response={204: None})
def unmute(request: HttpRequest, handle: str) -> Any:
    me = person_of(request)
    return _done(actions.unmute, muter=me, muted=person_for(me, handle))


def _done(action: Callable[..., None], **people: Person) -> Status[None]:
    action(**people)
    return Status(204, None)
