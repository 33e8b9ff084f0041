from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kindreel.core.errors import NotFound
from kindreel.core.paging import paged
from kindreel.core.text import folded
from kindreel.hashtags.parsing import hashtags_in
from kindreel.videos.queries import with_hashtag
from kindreel.web.views.common import PAGE, HtmxHttpRequest, viewer_of


@require_safe
def show(request: HtmxHttpRequest, name: str) -> HttpResponse:
    """A hashtag's videos. A hashtag that nobody used (or only where the viewer may not look) is an empty
    page."""
    if hashtags_in("#" + name) != [name]:
        raise NotFound
    if folded(name) != name:
        return redirect("hashtag", folded(name))
    page = paged(
        with_hashtag(name, viewer_of(request)), by="published_at", cursor=request.GET.get("cursor"), size=PAGE
    )
    context = {"name": name, "videos": page.items, "next": page.next}
    return render(request, "feed/_grid.html" if request.htmx else "feed/hashtag.html", context)
