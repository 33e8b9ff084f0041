"""A video's page and what its author does with it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.core.errors import Refused
from kindreel.people.models import Person
from kindreel.videos.access import deleted_video, own_video, video_for
from kindreel.videos.actions import change
from kindreel.videos.drafts import draft_of, drafts_of
from kindreel.videos.models import Video
from kindreel.videos.timeline import can_retry, timeline
from kindreel.web import news
from kindreel.web.forms.video import UploadForm, VideoForm, initial_of
from kindreel.web.libraries import library
from kindreel.web.views.common import HtmxHttpRequest, is_ending, person_of, viewer_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HtmxHttpRequest) -> HttpResponse:
    """`upload` names one that is on the shelf; `words`, a video of one's own whose words are taken again."""
    person = person_of(request)
    form = UploadForm(
        request.POST or None, request.FILES or None, initial=_begun(request, person), author=person
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form.receive(person))
        except Refused as error:
            form.refuse(error)
    context = {"form": form, "limits": limits(), "drafts": drafts_of(person), "library": library("tus")}
    return render(request, "videos/create.html", context, status=422 if form.errors else 200)


def _begun(request: HtmxHttpRequest, person: Person) -> dict[str, Any]:
    draft = draft_of(person, request.GET.get("upload", ""))
    words = request.GET.get("words")
    begun = initial_of(own_video(person, words)) if words else {}
    return begun | ({"upload": draft.id} if draft and draft.is_complete else {})


def _received(request: HtmxHttpRequest, video: Video) -> HttpResponse:
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"id": video.pk, "url": video.url}, status=201)
    return redirect(video)


def limits() -> dict[str, int]:
    return {"seconds": settings.MAX_VIDEO_SECONDS, "megabytes": settings.MAX_VIDEO_MEGABYTES}


@require_safe
def show(request: HtmxHttpRequest, id: str) -> HttpResponse:
    video = video_for(viewer_of(request), id)
    own = video.author_id == request.user.pk
    if own:
        news.told(request, video)
    return render(request, "videos/show.html", _where(video) if own else {"video": video, "own": False})


def _where(video: Video) -> dict[str, Any]:
    """What its author is told about its way."""
    return {"video": video, "own": True, "steps": timeline(video), "can_retry": can_retry(video)}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HtmxHttpRequest, id: str) -> HttpResponse:
    video = own_video(person_of(request), id)
    form = VideoForm(request.POST or None, initial=initial_of(video), author=video.author)
    if request.method == "POST" and form.is_valid():
        try:
            video = change.edit(video=video, about=form.about())
            messages.success(request, _held() if video.state == "held" else _("Saved."))
            return redirect(video)
        except Refused as error:
            form.refuse(error)
    return render(
        request, "videos/edit.html", {"form": form, "video": video}, status=422 if form.errors else 200
    )


def _held() -> str:
    return _(
        "Saved. Your words are waiting for a moderator to look at them; until then only you see this video."
    )


@login_required
@require_http_methods(["POST", "DELETE"])
def deletion(request: HtmxHttpRequest, id: str) -> HttpResponse:
    """POST deletes; POST with `end` takes it back."""
    person = person_of(request)
    if is_ending(request):
        video = deleted_video(person, id)
        change.undelete(video=video)
        messages.success(request, _("Your video is back."))
        return redirect("video", id)
    change.delete(video=own_video(person, id))
    messages.success(
        request, _("Deleted. You can bring it back from your inbox for %d days.") % settings.UNDO_DAYS
    )
    return redirect("inbox")


@login_required
@require_POST
def retry(request: HtmxHttpRequest, id: str) -> HttpResponse:
    video = own_video(person_of(request), id)
    if can_retry(video):
        change.retry(video=video)
    return redirect(video)


@login_required
@require_safe
def status(request: HtmxHttpRequest, id: str) -> HttpResponse:
    """The time-line of one's own video, polled by the page."""
    video = own_video(person_of(request), id)
    response = render(request, "videos/_timeline.html", _where(video))
    if video.state == "published" and request.htmx:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def addresses(request: HtmxHttpRequest, id: str) -> HttpResponse:
    """Fresh addresses for a player whose signed ones ran out."""
    video = video_for(viewer_of(request), id)
    response = JsonResponse(
        {
            "films": [
                {"url": film.url, "width": film.width, "kilobits": film.kilobits} for film in video.films
            ],
            "poster": video.poster_url,
            "sprite": video.address_of("sprite"),
            "captions": {words.language: words.url for words in video.captions},
        }
    )
    response["Cache-Control"] = "private, no-store"
    return response
