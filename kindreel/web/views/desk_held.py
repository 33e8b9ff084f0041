"""The desk for what waits: videos, names and bios that a gate held. For moderators only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kindreel.people import queries as people
from kindreel.people.access import held_text_for_desk
from kindreel.people.actions import profile
from kindreel.videos import queries as videos
from kindreel.videos.access import held_video
from kindreel.videos.actions import judge
from kindreel.web.views.account.guards import moderator
from kindreel.web.views.common import is_ending, person_of

MOST_SHOWN = 50


@require_safe
@moderator
def home(request: HttpRequest) -> HttpResponse:
    return redirect("desk_held")


@never_cache
@require_safe
@moderator
def held(request: HttpRequest) -> HttpResponse:
    by = person_of(request)
    context = {"videos": videos.held(by)[:MOST_SHOWN], "texts": people.held_texts(by)[:MOST_SHOWN]}
    return render(request, "desk/held.html", context)


@require_POST
@moderator
def video(request: HttpRequest, id: str) -> HttpResponse:
    """Lets a held video be seen; its end takes it down."""
    by = person_of(request)
    decide = judge.take_down if is_ending(request) else judge.release
    decide(video=held_video(by, id), by=by)
    messages.success(request, _("Taken down.") if is_ending(request) else _("It can be seen now."))
    return redirect("desk_held")


@require_POST
@moderator
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a held name or bio stand; its end turns it down."""
    by = person_of(request)
    decide = profile.turn_down if is_ending(request) else profile.let_stand
    decide(held=held_text_for_desk(by, pk), by=by)
    messages.success(request, _("The old words stay up.") if is_ending(request) else _("It can be seen now."))
    return redirect("desk_held")
