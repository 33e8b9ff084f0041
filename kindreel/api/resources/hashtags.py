from typing import Any

from django.http import HttpRequest
from ninja import Router

from kindreel.api.auth import viewer_of
from kindreel.api.shapes import VideosOut, listed, video_out
from kindreel.core.paging import paged
from kindreel.core.text import folded
from kindreel.videos.queries import with_hashtag

router = Router()


@router.get("{tag}/videos", response=VideosOut)
def videos(request: HttpRequest, tag: str, cursor: str | None = None) -> dict[str, Any]:
    rows = with_hashtag(folded(tag)[:60].replace("\x00", ""), viewer_of(request))
    return listed(paged(rows, by="published_at", cursor=cursor, size=12), video_out)
