"""The first minutes with new keys: the recovery codes are shown, then the way leads on."""

from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kindreel.core import clock
from kindreel.people.models import Person
from kindreel.people.models.person import State
from kindreel.web.accounts import HOME

ARRIVAL = "arrival"
SHOWN_FOR = 30 * 60
"""Seconds; later the codes stand in the settings, behind the password."""


def arrive(request: HttpRequest, person: Person, *, next: str = "", signup: bool = True) -> HttpResponse:
    """Signs in (unless the person waits for approval) and shows the recovery codes."""
    RecoveryCodes.activate(person)
    response = perform_login(request, person, redirect_url=reverse("account_codes"), signup=signup)
    request.session[ARRIVAL] = {
        "person": person.pk,
        "next": next,
        "until": clock.now().timestamp() + SHOWN_FOR,
    }
    return redirect("account_codes") if person.state == State.WAITING else response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Shown until somebody says that they have kept them; afterwards only in the settings."""
    person = _arriving(request)
    if person is None:
        return redirect(HOME)
    if request.method == "POST":
        arrival = request.session.pop(ARRIVAL)
        return redirect("account_waiting" if person.state == State.WAITING else arrival["next"] or HOME)
    return render(request, "account/codes.html", {"codes": codes_of(person)})


@never_cache
@require_safe
def codes_file(request: HttpRequest) -> HttpResponse:
    person = _arriving(request)
    return redirect(HOME) if person is None else as_file(person)


def codes_of(person: Person) -> list[str]:
    """The recovery codes that were not used yet, in groups of four."""
    row = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return [_grouped(code) for code in RecoveryCodes(row).get_unused_codes()] if row else []


def as_file(person: Person) -> HttpResponse:
    text = "\n".join([f"@{person.handle}", "", *codes_of(person), ""])
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="recovery-codes-{person.handle}.txt"'
    return response


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _arriving(request: HttpRequest) -> Person | None:
    arrival = request.session.get(ARRIVAL) or {}
    person = Person.objects.filter(pk=arrival.get("person")).exclude(state=State.REMOVED).first()
    if person is None or arrival["until"] < clock.now().timestamp():
        return None
    signed_in = request.user.is_authenticated and request.user.pk == person.pk
    return person if signed_in or person.state == State.WAITING else None
