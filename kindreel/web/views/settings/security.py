"""Password, sessions and API tokens; an overview of all keys to the account."""

from allauth.account.internal.flows.password_change import change_password, finalize_password_change
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.people.actions import links
from kindreel.people.models import ApiToken, Person
from kindreel.web.forms.security import ChangePasswordForm, TokenForm
from kindreel.web.views.account.arrival import codes_of
from kindreel.web.views.account.guards import fresh, member
from kindreel.web.views.account.page import form_page
from kindreel.web.views.common import person_of
from kindreel.web.views.settings.devices import device

MOST_TOKENS = 20


@require_safe
@member()
def overview(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    context = {
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "codes": len(codes_of(person)),
        "tokens": person.tokens.count(),
    }
    return render(request, "settings/security.html", context)


@never_cache
@sensitive_post_parameters("password", "new_password")
@require_http_methods(["GET", "HEAD", "POST"])
@member()
def password(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = ChangePasswordForm(person, request.POST or None)
    if form.is_valid():
        change_password(person, form.cleaned_data["new_password"])
        finalize_password_change(request, person)
        return redirect("settings_security")
    return form_page(request, "settings/password.html", form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is open; POST ends all but this one."""
    person = person_of(request)
    if request.method == "POST":
        end_other_sessions(request, person)
        messages.success(request, _("Only this device is signed in now."))
        return redirect("usersessions_list")
    rows = sorted(UserSession.objects.purge_and_list(person), key=lambda row: row.created_at, reverse=True)
    shown = [{"row": row, "device": device(row.user_agent), "here": row.is_current()} for row in rows]
    return render(request, "usersessions/usersession_list.html", {"sessions": shown})


@require_POST
@member("usersessions_list")
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of one session; nothing happens when it is over already."""
    end_sessions(request, UserSession.objects.filter(user=person_of(request), pk=pk))
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
@fresh
def tokens(request: HttpRequest) -> HttpResponse:
    """A new token is shown in the answer itself and nowhere else."""
    person = person_of(request)
    form, made = TokenForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        if person.tokens.count() < MOST_TOKENS:
            made = links.make_token(person=person, name=form.cleaned_data["name"])
            form = TokenForm()
        else:
            sentence = _("%(most)d tokens are the most. End one that you no longer use.")
            form.add_error(None, sentence % {"most": MOST_TOKENS})
    return form_page(request, "settings/tokens.html", form, made=made, tokens=_tokens(person))


def _tokens(person: Person) -> "QuerySet[ApiToken]":
    return person.tokens.order_by("-made_at", "-pk")


@require_POST
@member("settings_tokens")
def token(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a token; nothing happens when it is gone already."""
    links.end_token(person=person_of(request), pk=pk)
    messages.success(request, _("The token no longer works."))
    return redirect("settings_tokens")
