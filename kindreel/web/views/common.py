"""What views share: who is looking, and where to go afterwards."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from kindreel.people.models import Person
from kindreel.people.visibility import Viewer

if TYPE_CHECKING:

    class HtmxHttpRequest(HttpRequest):
        htmx: HtmxDetails
else:
    HtmxHttpRequest = HttpRequest

PAGE = 12


def viewer_of(request: HttpRequest) -> Viewer:
    return request.user if isinstance(request.user, Person) else None


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; only under `login_required`."""
    assert isinstance(request.user, Person)
    return request.user


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To `next`, if it is ours, or to another page; never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if ours else otherwise)


def is_ending(request: HttpRequest) -> bool:
    """Forms can only POST: `end` stands for DELETE of the same resource."""
    return request.method == "DELETE" or bool(request.POST.get("end"))
