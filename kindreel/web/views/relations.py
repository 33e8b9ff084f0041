"""Follow, block, mute: each a resource of a person; POST makes it, POST with `end` (or DELETE) ends it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kindreel.people.access import person_for, person_to_unblock
from kindreel.people.actions import relations
from kindreel.videos.actions import author
from kindreel.web.views.common import HtmxHttpRequest, back, is_ending, person_of


@login_required
@require_http_methods(["POST", "DELETE"])
def follow(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    me, other = person_of(request), person_for(person_of(request), handle)
    if is_ending(request):
        relations.unfollow(follower=me, followed=other)
    elif relations.follow(follower=me, followed=other) == "requested":
        messages.info(request, _("@%s is asked. You will see their videos when they accept.") % other.handle)
    return back(request, f"/@{other.handle}")


@login_required
@require_http_methods(["POST", "DELETE"])
def follower(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    """Only the end of it: somebody no longer follows me."""
    me, other = person_of(request), person_for(person_of(request), handle)
    if is_ending(request):
        author.remove_follower(person=me, follower=other)
    return back(request, f"/@{me.handle}/followers/")


@login_required
@require_http_methods(["POST", "DELETE"])
def request(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    """Somebody's request to follow me: POST accepts, its end declines."""
    me, other = person_of(request), person_for(person_of(request), handle)
    answer = relations.decline if is_ending(request) else relations.accept
    answer(person=me, asker=other)
    return back(request, "/inbox")


@login_required
@require_http_methods(["POST", "DELETE"])
def block(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    me = person_of(request)
    if is_ending(request):
        other = person_to_unblock(me, handle)
        relations.unblock(blocker=me, blocked=other)
        return back(request, f"/@{other.handle}")
    other = person_for(me, handle)
    author.block(blocker=me, blocked=other)
    messages.success(
        request, _("@%s is blocked. They cannot see you, and you will not meet them.") % other.handle
    )
    return back(request, "/")


@login_required
@require_http_methods(["POST", "DELETE"])
def mute(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    me, other = person_of(request), person_for(person_of(request), handle)
    if is_ending(request):
        relations.unmute(muter=me, muted=other)
    else:
        relations.mute(muter=me, muted=other)
        messages.success(request, _("@%s is muted. They are not told.") % other.handle)
    return back(request, f"/@{other.handle}")
