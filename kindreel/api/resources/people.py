from typing import Any

from django.http import HttpRequest
from ninja import Router

from kindreel.api.auth import members, person_of, viewer_of
from kindreel.api.shapes import PeopleOut, ProfileOut, VideosOut, listed, person_out, profile_out, video_out
from kindreel.core.paging import paged
from kindreel.people import queries
from kindreel.people.access import person_for
from kindreel.videos.queries import videos_of

router = Router()


@router.get("me", response=ProfileOut, auth=members, summary="Oneself")
def me(request: HttpRequest) -> Any:
    return profile_out(person_of(request))


@router.get("{handle}", response=ProfileOut)
def person(request: HttpRequest, handle: str) -> Any:
    return profile_out(person_for(viewer_of(request), handle))


@router.get("{handle}/videos", response=VideosOut)
def videos(request: HttpRequest, handle: str, cursor: str | None = None) -> dict[str, Any]:
    viewer = viewer_of(request)
    rows = videos_of(person_for(viewer, handle), viewer)
    return listed(paged(rows, by="published_at", cursor=cursor, size=12), video_out)


@router.get("{handle}/followers", response=PeopleOut)
def followers(request: HttpRequest, handle: str, cursor: str | None = None) -> dict[str, Any]:
    viewer = viewer_of(request)
    rows = queries.followers_of(person_for(viewer, handle), viewer)
    return listed(paged(rows, by="since", cursor=cursor, size=30), person_out)


@router.get("{handle}/following", response=PeopleOut)
def following(request: HttpRequest, handle: str, cursor: str | None = None) -> dict[str, Any]:
    viewer = viewer_of(request)
    rows = queries.followed_by_person(person_for(viewer, handle), viewer)
    return listed(paged(rows, by="since", cursor=cursor, size=30), person_out)
