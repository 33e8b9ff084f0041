"""A video's page and what its author does with it."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.core.errors import Refused
from kindreel.videos.access import deleted_video, own_video, video_for
from kindreel.videos.actions import change
from kindreel.videos.actions.receive import receive
from kindreel.web.forms.video import UploadForm, VideoForm, initial_of
from kindreel.web.views.common import HtmxHttpRequest, is_ending, person_of, viewer_of
from kindreel.web.views.timeline import timeline


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HtmxHttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        path = Path(form.cleaned_data["file"].temporary_file_path())
        try:
            video = receive(author=person_of(request), path=path, about=form.about())
            return redirect(video)
        except Refused as error:
            form.refuse(error)
    status = 422 if form.errors else 200
    return render(request, "videos/create.html", {"form": form, "limits": limits()}, status=status)


def limits() -> dict[str, int]:
    return {"seconds": settings.MAX_VIDEO_SECONDS, "megabytes": settings.MAX_VIDEO_MEGABYTES}


@require_safe
def show(request: HtmxHttpRequest, id: str) -> HttpResponse:
    video = video_for(viewer_of(request), id)
    own = video.author_id == request.user.pk
    return render(
        request, "videos/show.html", {"video": video, "own": own, "steps": timeline(video) if own else []}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HtmxHttpRequest, id: str) -> HttpResponse:
    video = own_video(person_of(request), id)
    form = VideoForm(request.POST or None, initial=initial_of(video))
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
    change.retry(video=own_video(person_of(request), id))
    return redirect("video", id)


@login_required
@require_safe
def status(request: HtmxHttpRequest, id: str) -> HttpResponse:
    """The time-line of one's own video, polled by the page."""
    video = own_video(person_of(request), id)
    context = {"video": video, "steps": timeline(video), "own": True}
    response = render(request, "videos/_timeline.html", context)
    if video.state == "published" and request.htmx:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def addresses(request: HtmxHttpRequest, id: str) -> HttpResponse:
    """Fresh addresses for a player whose signed ones ran out."""
    video = video_for(viewer_of(request), id)
    films = [{"url": film.url, "width": film.width, "height": film.height} for film in video.films]
    response = JsonResponse({"films": films, "poster": video.poster_url})
    response["Cache-Control"] = "private, no-store"
    return response
