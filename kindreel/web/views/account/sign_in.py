"""allauth's views for coming in, with our forms; and a forgotten password, by recovery code."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.account.views import AccountInactiveView, LoginView, LogoutView
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.core import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kindreel.core.errors import Refused
from kindreel.web.accounts import HOME, recover_with_code
from kindreel.web.forms import signin as forms
from kindreel.web.views.account.page import form_page


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    def get_form_class(self) -> type[forms.SignInForm]:
        return forms.SignInForm


class _PasskeyOptions:
    """What the browser needs to ask for a passkey, as text for an attribute."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        options = context.get("js_data", {}).get("request_options")
        return {**context, "passkey_options": passkey_options(options)}


def passkey_options(options: Any) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder) if options else ""


class SecondStep(_PasskeyOptions, AuthenticateView):  # type: ignore[misc]
    form_class = forms.SecondStepForm
    webauthn_form_class = forms.PasskeyStepForm


class PasswordAgain(PasswordAgainView):  # type: ignore[misc]
    def get_form_class(self) -> type[forms.PasswordAgainForm]:
        return forms.PasswordAgainForm


class CodeAgain(CodeAgainView):  # type: ignore[misc]
    form_class = forms.CodeAgainForm


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    form_class = forms.PasskeySignInForm


class PasskeyAgain(_PasskeyOptions, ReauthenticateWebAuthnView):  # type: ignore[misc]
    form_class = forms.PasskeyAgainForm

    def form_invalid(self, form: forms.PasskeyAgainForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[no-any-return]


sign_in, sign_out, removed = SignIn.as_view(), LogoutView.as_view(), AccountInactiveView.as_view()
second_step, passkey_sign_in = SecondStep.as_view(), PasskeySignIn.as_view()
password_again, code_again, passkey_again = (
    PasswordAgain.as_view(),
    CodeAgain.as_view(),
    PasskeyAgain.as_view(),
)


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Handle and one recovery code give a new password; a second step, where there is one, still follows."""
    if request.user.is_authenticated:
        return redirect(HOME)
    form = forms.RecoverForm(request.POST or None)
    if form.is_valid():
        handle = form.cleaned_data["handle"]
        try:
            _check_rate(request, handle)
            person = recover_with_code(**form.cleaned_data)
            get_adapter().forget_failed_tries(request, handle)
            return perform_login(request, person)  # type: ignore[no-any-return]
        except Refused as refusal:
            form.refuse(refusal)
    return form_page(request, "account/recover.html", form)


def _check_rate(request: HttpRequest, handle: str) -> None:
    if not ratelimit.consume(request, action="login_failed", key=f"recover:{handle}"):
        raise Refused(_("That were many tries in a short time. Please wait a few minutes and try again."))
