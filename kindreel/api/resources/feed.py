from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.errors import AuthenticationError

from kindreel.api.auth import viewer_of
from kindreel.api.shapes import VideosOut, listed, video_out
from kindreel.core.paging import paged
from kindreel.videos.queries import following, newest

router = Router()


@router.get("", response=VideosOut, summary="The feed; 'for-you' is newest first for now")
def feed(
    request: HttpRequest,
    kind: Literal["for-you", "following", "newest"] = "for-you",
    cursor: str | None = None,
) -> dict[str, Any]:
    viewer = viewer_of(request)
    if kind == "following" and viewer is None:
        raise AuthenticationError(message="Sign in to see whom you follow")
    rows = following(viewer) if kind == "following" and viewer else newest(viewer)
    return listed(
        paged(rows, by="published_at", cursor=cursor, size=12), lambda video: video_out(video, [kind])
    )
