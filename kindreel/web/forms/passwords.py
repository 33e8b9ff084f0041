"""Fields for passwords: one box each, with a button that shows what is in it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindreel.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 500
WEAK: "dict[str, str | _StrPromise]" = {
    "password_too_short": _("This password is too short: %(min_length)d characters are the least."),
    "password_too_common": _(
        "Many people use this password, so it is easy to guess. Try three or four odd words."
    ),
    "password_too_similar": _("This password is too much like your handle. Choose another one."),
    "password_entirely_numeric": _("Only numbers are easy to guess. Add some letters."),
}


class PasswordInput(forms.PasswordInput):
    template_name = "account/password_input.html"


class PasswordField(forms.CharField):
    """`new` is for choosing a password, the other for showing that one knows it."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        name = "new-password" if new else "current-password"
        kwargs.setdefault("label", _("Password"))
        if new:
            kwargs.setdefault("help_text", _("At least 10 characters. A few odd words together are good."))
        widget = PasswordInput({"autocomplete": name, "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(widget=widget, strip=False, max_length=LONGEST, **kwargs)


def check_password(password: str, *, handle: str) -> None:
    """Raises `ValidationError` in our words when the password is weak, for somebody with this handle."""
    try:
        validate_password(password, Person(handle=handle))
    except ValidationError as weak:
        raise ValidationError([_in_our_words(error) for error in weak.error_list]) from weak


def _in_our_words(error: ValidationError) -> ValidationError:
    return ValidationError(WEAK.get(error.code or "", error.message), code=error.code, params=error.params)
