"""Joining, by the rule of the server: open, with an invitation, after approval, or closed."""

from allauth.core import ratelimit
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kindreel.core.errors import Refused
from kindreel.people.actions import links
from kindreel.people.actions.join import create_person, join
from kindreel.people.models import OneTimeLink, Person
from kindreel.web.accounts import HOME
from kindreel.web.forms.signup import SignUpForm
from kindreel.web.views.account.arrival import arrive
from kindreel.web.views.account.page import form_page, own_next


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(own_next(request) or HOME)
    invitation, complaint = _invitation(request)
    if settings.SIGN_UP in ("invitation", "closed") and not invitation:
        return render(request, "account/signup_closed.html", {"complaint": complaint})
    wanted = own_next(request)
    form = SignUpForm(request.POST or None, initial={"invitation": invitation, "next": wanted})
    # An invitation that is over brings the form back once: joining without may mean to wait for approval.
    person = _join(request, form, invitation) if form.is_valid() and not complaint else None
    if person is not None:
        return arrive(request, person, next=wanted)
    context = {"complaint": complaint, "invitation": invitation, "next": wanted}
    return form_page(request, "account/signup.html", form, **context)


def _invitation(request: HttpRequest) -> tuple[str, str]:
    """The secret if it still opens the door, else what to say about it."""
    secret = (request.POST.get("invitation") or request.GET.get("invitation") or "")[:200]
    if not secret:
        return "", ""
    try:
        links.find(secret, OneTimeLink.Kind.INVITATION)
    except Refused as refusal:
        return "", str(refusal)
    return secret, ""


def _join(request: HttpRequest, form: SignUpForm, invitation: str) -> Person | None:
    try:
        check_rate(request)
        return join(**form.account(), language=get_language() or "en", invitation=invitation)
    except Refused as refusal:
        form.refuse(refusal)
        return None


def check_rate(request: HttpRequest) -> None:
    """Counts only forms that would make an account: a class that shares one address makes mistakes, too."""
    if not ratelimit.consume(request, action="signup"):
        raise Refused(_("Many people joined from this network just now. Please wait a while and try again."))


def join_as_first(form: SignUpForm, secret: str) -> Person:
    """The first administrator's account, whatever the rule of who may join; all of it or nothing."""
    with transaction.atomic():
        links.find(secret, OneTimeLink.Kind.ADMIN)
        person = create_person(**form.account())
        person.language = get_language() or "en"
        person.save(update_fields=["language"])
        links.become_admin(secret=secret, person=person)
    return person


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """After a sign-up that somebody has to approve, and at every sign-in until they did."""
    return render(request, "account/waiting.html")
