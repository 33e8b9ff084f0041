"""One-time links. Opening one changes nothing: previews of chat programs open every link."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kindreel.core.errors import Refused
from kindreel.people.actions import links
from kindreel.people.models import OneTimeLink
from kindreel.web.accounts import HOME
from kindreel.web.forms.links import ResetForm
from kindreel.web.forms.signup import SignUpForm
from kindreel.web.views.account.arrival import arrive
from kindreel.web.views.account.page import form_page
from kindreel.web.views.account.sign_up import check_rate, join_as_first
from kindreel.web.views.common import viewer_of


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, secret: str) -> HttpResponse:
    """The first administrator: with the account they have, or with one that they make here."""
    try:
        links.find(secret, OneTimeLink.Kind.ADMIN)
    except Refused as refusal:
        return _over(request, refusal)
    return _door_for_member(request, secret) if viewer_of(request) else _door_for_visitor(request, secret)


def _door_for_member(request: HttpRequest, secret: str) -> HttpResponse:
    person = viewer_of(request)
    if request.method == "POST" and person is not None:
        links.become_admin(secret=secret, person=person)
        messages.success(request, _("You run this place now."))
        return redirect("desk_people")
    return render(request, "account/door.html", {"here": request.path})


def _door_for_visitor(request: HttpRequest, secret: str) -> HttpResponse:
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        try:
            check_rate(request)
            return arrive(request, join_as_first(form, secret), next=reverse("desk_people"))
        except Refused as refusal:
            form.refuse(refusal)
    return form_page(request, "account/door.html", form, here=request.path)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, secret: str) -> HttpResponse:
    """A new password, then signed in with fresh recovery codes: the old ones went with the old password."""
    try:
        person = links.find(secret, OneTimeLink.Kind.RESET).person
        assert person is not None
        form = ResetForm(person, request.POST or None)
        if form.is_valid():
            person = links.set_password(secret=secret, password=form.cleaned_data["password"])
            logout(request)
            return arrive(request, person, signup=False)
    except Refused as refusal:
        return _over(request, refusal)
    return form_page(request, "account/reset.html", form, handle=person.handle)


@require_safe
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    if request.user.is_authenticated:
        messages.info(request, _("You are in already. Give the link to somebody who is not."))
        return redirect(HOME)
    return HttpResponseRedirect(f"{reverse('account_signup')}?{urlencode({'invitation': secret})}")


def _over(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return render(request, "account/link_over.html", {"sentence": str(refusal)}, status=410)
