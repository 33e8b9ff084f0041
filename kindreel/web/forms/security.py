"""Keys to an account: password, app, passkeys, tokens; and the way out."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindreel.core.errors import Refused
from kindreel.core.text import clean_line, needed
from kindreel.people.models import Person
from kindreel.web.forms.passwords import PasswordField, check_password
from kindreel.web.forms.plain import Credential, Plain, speak_plainly
from kindreel.web.forms.signin import CODE, refused_passkey

MOST_NAME = 40


class OwnPasswordForm(Plain):
    """Asks for the password once more; wrong ones count against the same limit as at sign-in."""

    password = PasswordField(label=_("Your password now"))

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not get_adapter().reauthenticate(self.person, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class ChangePasswordForm(OwnPasswordForm):
    new_password = PasswordField(new=True, label=_("New password"))

    def clean_new_password(self) -> str:
        check_password(self.cleaned_data["new_password"], handle=self.person.handle)
        return str(self.cleaned_data["new_password"])


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of an authenticator app proves that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code from the app"), max_length=100, widget=forms.TextInput(CODE)
        )
        speak_plainly(self)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"] = forms.CharField(
            label=_("What you call it"), required=False, max_length=1000, initial=self.initial["name"]
        )
        self.fields["credential"] = Credential()
        speak_plainly(self)

    def clean_name(self) -> str:
        name = _line(self.cleaned_data["name"])
        return name or str(self.initial["name"])

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()  # type: ignore[no-any-return]
        except (AttributeError, KeyError, TypeError, ValueError) as broken:
            raise refused_passkey() from broken


class TokenForm(Plain):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=1000,
        help_text=_("So that you know it again, such as “my laptop”."),
    )

    def clean_name(self) -> str:
        try:
            return needed(_line(self.cleaned_data["name"]), field="name")
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


def _line(text: str) -> str:
    try:
        return clean_line(text, most=MOST_NAME)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
