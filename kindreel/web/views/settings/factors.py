"""A second step at sign-in: app or passkey. Recovery codes outlive both: they open a forgotten account."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.people.models import Person
from kindreel.web.forms.security import AppForm, PasskeyForm
from kindreel.web.views.account.arrival import as_file, codes_of
from kindreel.web.views.account.guards import fresh, member
from kindreel.web.views.account.page import form_page
from kindreel.web.views.account.sign_in import passkey_options
from kindreel.web.views.common import person_of

Kind = Authenticator.Type


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
@fresh
def app_on(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if Authenticator.objects.filter(user=person, type=Kind.TOTP).exists():
        return redirect("settings_security")
    form = AppForm(request.POST if request.method == "POST" else None, user=person)
    if form.is_valid():
        try:
            activate_totp(request, form)
        except IntegrityError:  # the same form arrived twice at the same moment
            return redirect("settings_security")
        return redirect("mfa_view_recovery_codes")
    address = get_adapter().build_totp_url(person, form.secret)
    picture = base64.b64encode(get_adapter().build_totp_svg(address).encode()).decode()
    context = {"secret": form.secret, "address": address, "picture": f"data:image/svg+xml;base64,{picture}"}
    return form_page(request, "mfa/totp/activate_form.html", form, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
@fresh
def app_off(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        Authenticator.objects.filter(user=person_of(request), type=Kind.TOTP).delete()
        messages.success(request, _("The app is no longer asked for."))
        return redirect("settings_security")
    return render(request, "mfa/totp/deactivate_form.html")


@require_safe
@member()
def passkeys(request: HttpRequest) -> HttpResponse:
    context = {"passkeys": _passkeys(person_of(request))}
    return render(request, "mfa/webauthn/authenticator_list.html", context)


def _passkeys(person: Person) -> list[dict[str, object]]:
    rows = Authenticator.objects.filter(user=person, type=Kind.WEBAUTHN).order_by("created_at", "pk")
    return [{"row": row, "name": row.wrap().name} for row in rows]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
@fresh
def passkey_add(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None, user=person)
    if form.is_valid():
        add_authenticator(request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"])
        return redirect("mfa_list_webauthn")
    form.errors  # noqa: B018  # read with the old challenge, before the next line makes a new one
    options = webauthn.begin_registration(person, passwordless=True)
    return form_page(request, "mfa/webauthn/add_form.html", form, passkey_options=passkey_options(options))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
@fresh
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = Authenticator.objects.filter(user=person_of(request), type=Kind.WEBAUTHN, pk=pk).first()
    if row is None:
        return redirect("mfa_list_webauthn")
    if request.method == "POST":
        row.delete()
        messages.success(request, _("The passkey no longer opens your account."))
        return redirect("mfa_list_webauthn")
    return render(
        request, "mfa/webauthn/authenticator_confirm_delete.html", {"name": row.wrap().name, "pk": pk}
    )


@never_cache
@require_safe
@member()
@fresh
def codes(request: HttpRequest) -> HttpResponse:
    return render(request, "mfa/recovery_codes/index.html", {"codes": codes_of(person_of(request))})


@never_cache
@require_safe
@member("mfa_view_recovery_codes")
@fresh
def codes_file(request: HttpRequest) -> HttpResponse:
    return as_file(person_of(request))


@require_POST
@member("mfa_view_recovery_codes")
@fresh
def codes_new(request: HttpRequest) -> HttpResponse:
    """Ten new codes; the old ones no longer work."""
    person = person_of(request)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).delete()
        RecoveryCodes.activate(person)
    messages.success(request, _("These are your new codes. The old ones no longer work."))
    return redirect("mfa_view_recovery_codes")
