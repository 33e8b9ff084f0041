"""What views share: who is looking, and where to go afterwards."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.middleware import HtmxDetails

from kindreel.people.models import Person
from kindreel.people.visibility import Viewer
from kindreel.web.accounts import is_own_address

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
    return HttpResponseRedirect(wanted if is_own_address(wanted) else otherwise)


def is_ending(request: HttpRequest) -> bool:
    """Forms can only POST: `end` stands for DELETE of the same resource."""
    return request.method == "DELETE" or bool(request.POST.get("end"))
