"""Coming in: by password, by a second step, by passkey, by a recovery code."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgain
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindreel.web.accounts import SecondFactors
from kindreel.web.forms.passwords import PasswordField, check_password
from kindreel.web.forms.plain import Credential, Plain, speak_plainly

HANDLE = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


def handle_as_typed(text: str) -> str:
    """People write their handle as @Ana, too."""
    return text.strip().lstrip("@").lower()


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Handle"), max_length=200, widget=forms.TextInput(HANDLE)
        )
        self.fields["password"] = PasswordField()
        self.order_fields(["login", "password"])
        speak_plainly(self)

    def clean_login(self) -> str:
        return handle_as_typed(self.cleaned_data["login"])


class RecoverForm(Plain):
    handle = forms.CharField(label=_("Handle"), max_length=200, widget=forms.TextInput(HANDLE))
    code = forms.CharField(
        label=_("Recovery code"), max_length=100, widget=forms.TextInput(CODE),
        help_text=_("One of the codes that you got when you joined. Each works once."),
    )  # fmt: skip
    password = PasswordField(new=True, label=_("New password"))

    def clean_handle(self) -> str:
        return handle_as_typed(self.cleaned_data["handle"])

    def clean_password(self) -> str:
        check_password(self.cleaned_data["password"], handle=self.cleaned_data.get("handle", ""))
        return str(self.cleaned_data["password"])


class _Code(forms.Form):
    """For allauth's forms that ask for a code: our field, our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(label=_("Code"), max_length=100, widget=forms.TextInput(CODE))
        speak_plainly(self)


class SecondStepForm(_Code, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class CodeAgainForm(_Code, CodeAgain):  # type: ignore[misc]  # allauth has no types
    pass


class PasswordAgainForm(PasswordAgain):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = PasswordField()
        speak_plainly(self)


class _Passkey(forms.Form):
    """For allauth's forms that take a passkey's answer: whatever is wrong with it is one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed with
        except (AttributeError, KeyError, TypeError, ValueError) as broken:
            raise refused_passkey() from broken


def refused_passkey() -> ValidationError:
    return ValidationError(SecondFactors.error_messages["incorrect_code"], code="incorrect_code")


class PasskeyStepForm(_Passkey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class PasskeySignInForm(_Passkey, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class PasskeyAgainForm(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass
