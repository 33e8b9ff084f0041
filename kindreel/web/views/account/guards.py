"""Who may open a page, and what becomes of words that were sent after a session had ended."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from kindreel.core.errors import NotFound
from kindreel.web.views.common import viewer_of

View = Callable[..., HttpResponseBase]
KEPT = "kept_words"
MOST_KEPT = 10_000
_SECRET = ("password", "code", "credential", "csrf", "token")


def member(page: str = "") -> Callable[[View], View]:
    """Signed-in people only. Others go to sign-in, then to `page` (or back here); what they sent is kept."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if viewer_of(request) is not None:
                return view(request, *args, **kwargs)
            target = reverse(page) if page else request.path
            if request.method == "POST":
                _keep(request, target)
            return redirect_to_login(target)

        return guarded

    return guard


def _keep(request: HttpRequest, path: str) -> None:
    """Words wait in the visitor's session for the one whose page it was (field `as`), for nobody else."""
    fields = {
        name: value
        for name, value in request.POST.items()
        if isinstance(value, str) and not any(word in name for word in _SECRET)
    }
    if fields.get("as") and sum(map(len, fields.values())) <= MOST_KEPT:
        request.session[KEPT] = {"path": path, "fields": fields}


def kept_words(request: HttpRequest) -> dict[str, str]:
    """What this person sent to this page while they were signed out; once."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return {}
    del request.session[KEPT]
    viewer = viewer_of(request)
    mine = viewer is not None and kept["fields"].get("as") == viewer.handle
    return dict(kept["fields"]) if mine else {}


def fresh(view: View) -> View:
    """Asks for password, code or passkey again, unless that was minutes ago. Goes under `member`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not did_recently_reauthenticate(request):
            raise ReauthenticationRequired  # allauth's middleware leads to the question and back
        return view(request, *args, **kwargs)

    return guarded


def moderator(view: View) -> View:
    """For everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer is None or not viewer.moderates:
            raise NotFound
        return view(request, *args, **kwargs)

    return guarded
