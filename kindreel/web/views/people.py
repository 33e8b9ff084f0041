"""People's pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kindreel.core import clock
from kindreel.core.paging import paged
from kindreel.people import queries
from kindreel.people.access import person_for
from kindreel.people.models import Person
from kindreel.videos import queries as videos
from kindreel.videos.drafts import drafts_of
from kindreel.web import news
from kindreel.web.relationship import relationship
from kindreel.web.views.common import PAGE, HtmxHttpRequest, person_of, viewer_of


@require_safe
def profile(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    viewer = viewer_of(request)
    shown = person_for(viewer, handle)
    if handle != shown.handle:
        return redirect("profile", shown.handle)
    page = paged(
        videos.videos_of(shown, viewer), by="published_at", cursor=request.GET.get("cursor"), size=PAGE
    )
    context = {"shown": shown, "videos": page.items, "next": page.next, "hide_author": True}
    if request.htmx:
        return render(request, "feed/_grid.html", context)
    return render(request, "people/profile.html", context | {"relationship": relationship(viewer, shown)})


@require_safe
def followers(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    return _list(request, handle, "followers")


@require_safe
def following(request: HtmxHttpRequest, handle: str) -> HttpResponse:
    return _list(request, handle, "following")


def _list(request: HtmxHttpRequest, handle: str, kind: str) -> HttpResponse:
    viewer = viewer_of(request)
    shown: Person = person_for(viewer, handle)
    people = queries.followers_of if kind == "followers" else queries.followed_by_person
    page = paged(people(shown, viewer), by="since", cursor=request.GET.get("cursor"), size=30)
    context = {"shown": shown, "kind": kind, "people": page.items, "next": page.next, "own": viewer == shown}
    context["hidden"] = not queries.may_see_lists(shown, viewer)
    return render(request, "people/list.html", context)


@login_required
@require_safe
def inbox(request: HtmxHttpRequest) -> HttpResponse:
    """What waits for somebody: requests to follow, and their own videos that are not live."""
    person, now = person_of(request), clock.now()
    context = {
        "requests": queries.requests_for(person)[:50],
        "underway": videos.underway(person)[:50],
        "deleted": videos.deleted(person)[:20],
        "drafts": drafts_of(person),
        "live": [video for video in news.news_of(request, person)[:20] if video.state == "published"],
    }
    answer = render(request, "people/inbox.html", context | {"has_news": False})
    news.seen(request, now)
    return answer
