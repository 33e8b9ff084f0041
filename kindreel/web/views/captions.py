"""Captions of one's own video: a page, and the acts on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kindreel.core.errors import Refused
from kindreel.videos.access import own_video
from kindreel.videos.actions import captions
from kindreel.videos.models import Video
from kindreel.web.forms.captions import CaptionsForm
from kindreel.web.views.common import HtmxHttpRequest, is_ending, person_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HtmxHttpRequest, id: str) -> HttpResponse:
    """POST adds captions in a language, in place of those before; POST with `end` takes them away."""
    video = own_video(person_of(request), id)
    if request.method == "POST" and is_ending(request):
        captions.remove(video=video, language=request.POST.get("language", ""))
        messages.success(request, _("These captions are gone."))
        return redirect("video_captions", id)
    first = {"language": video.language or get_language()}
    form = CaptionsForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid() and _added(video, form):
        messages.success(request, _("Your captions are there."))
        return redirect("video_captions", id)
    status = 422 if form.errors else 200
    return render(request, "videos/captions.html", {"video": video, "form": form}, status=status)


def _added(video: Video, form: CaptionsForm) -> bool:
    try:
        captions.add(video=video, language=form.cleaned_data["language"], data=form.data_of_file())
    except Refused as error:
        form.refuse(error)
        return False
    return True
