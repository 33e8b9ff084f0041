"""The feed: for now the newest first, of everyone or of those one follows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kindreel.core.paging import paged
from kindreel.feed.queries import hashtags_lately
from kindreel.videos.queries import following, newest
from kindreel.web.views.common import PAGE, HtmxHttpRequest, viewer_of

KINDS = ("newest", "following")


@require_safe
def show(request: HtmxHttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    kind = "following" if request.GET.get("kind") == "following" and viewer else "newest"
    rows = following(viewer) if kind == "following" and viewer else newest(viewer)
    page = paged(rows, by="published_at", cursor=request.GET.get("cursor"), size=6)
    template = "feed/_videos.html" if request.htmx else "feed/show.html"
    return render(request, template, {"videos": page.items, "next": page.next, "kind": kind})


@require_safe
def discover(request: HtmxHttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = paged(newest(viewer), by="published_at", cursor=request.GET.get("cursor"), size=PAGE)
    context = {"videos": page.items, "next": page.next, "hashtags": hashtags_lately(viewer)}
    return render(request, "feed/_grid.html" if request.htmx else "feed/discover.html", context)
