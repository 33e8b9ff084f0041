from pathlib import Path
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import AfterValidator, Field

from kindreel.api.auth import members, person_of, viewer_of
from kindreel.api.shapes import OwnVideoOut, VideoOut, own_video_out, video_out
from kindreel.core.errors import Refused
from kindreel.videos.access import own_video, video_for
from kindreel.videos.actions import change
from kindreel.videos.actions.receive import About, receive, receive_upload
from kindreel.videos.models.video import Audience, Commenters

router = Router()


def _language(code: str) -> str:
    if code and code not in dict(settings.LANGUAGES):
        raise ValueError("not a language of this place")
    return code


Language = Annotated[str, AfterValidator(_language)]
UploadId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Seconds = Annotated[float, Field(ge=0, le=36000, allow_inf_nan=False)]


class AboutIn(Schema):
    caption: str = ""
    audience: Audience = Audience.EVERYONE
    commenters: Commenters | Literal[""] = ""
    language: Language = ""
    sensitive: bool = False
    cover_at: Seconds = 0.0


class AboutChange(Schema):
    """What is left out stays as it is."""

    caption: str | None = None
    audience: Audience | None = None
    commenters: Commenters | None = None
    language: Language | None = None
    sensitive: bool | None = None
    cover_at: Seconds | None = None


@router.post(
    "", response={201: OwnVideoOut}, auth=members, summary="A video, from a file or a finished upload"
)
def create(
    request: HttpRequest,
    about: Form[AboutIn],
    upload: Form[UploadId | None] = None,
    file: File[UploadedFile | None] = None,
) -> Any:
    """`file` brings it in one piece; `upload` names one that came by tus under /api/v1/uploads."""
    author, words = person_of(request), About(**about.dict())
    if file is not None:
        path: str = file.temporary_file_path()  # type: ignore[attr-defined]  # FILE_UPLOAD_HANDLERS see to it
        video = receive(author=author, path=Path(path), about=words)
    elif upload:
        video = receive_upload(author=author, upload=upload, about=words)
    else:
        raise Refused(_("A file is missing."), field="file")
    return Status(201, own_video_out(video))


@router.get("{id}", response=OwnVideoOut | VideoOut)
def show(request: HttpRequest, id: str) -> Any:
    viewer = viewer_of(request)
    video = video_for(viewer, id)
    own = viewer is not None and video.author_id == viewer.pk
    return own_video_out(video) if own else video_out(video)


@router.patch("{id}", response=OwnVideoOut, auth=members)
def edit(request: HttpRequest, id: str, about: AboutChange) -> Any:
    person = person_of(request)
    video = own_video(person, id)
    given = {name: value for name, value in about.dict().items() if value is not None}
    kept = {name: getattr(video, name) for name in About.__dataclass_fields__}
    change.edit(video=video, about=About(**{**kept, **given}))
    return own_video_out(video_for(person, id))


@router.delete("{id}", response={204: None}, auth=members)
def delete(request: HttpRequest, id: str) -> Any:
    change.delete(video=own_video(person_of(request), id))
    return Status(204, None)
