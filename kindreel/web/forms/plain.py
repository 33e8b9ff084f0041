"""What all forms share: our own words for every error, and a way to show what an action refused."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kindreel.core.errors import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: "dict[str, str | _StrPromise]" = {
    "required": _("Something has to stand here."),
    "invalid": _("We could not read this. Please check it."),
    "invalid_choice": _("Please choose one of the list."),
    "max_length": _("This is too long; %(limit_value)d characters fit."),
    "null_characters_not_allowed": _("We could not read this. Please check it."),
    "min_value": _("We could not read this. Please check it."),
    "max_value": _("We could not read this. Please check it."),
    "missing": _("No file arrived. Please choose it again."),
    "empty": _("This file is empty. Please choose another one."),
}


def speak_plainly(form: forms.BaseForm) -> None:
    """Our words in place of Django's and allauth's, also for forms that are not ours."""
    for field in form.fields.values():
        field.error_messages = {**field.error_messages, **WORDS}
        field.widget.attrs.pop("placeholder", None)


class Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_plainly(self)

    def refuse(self, refusal: Refused) -> None:
        """Shows a refusal at the field it belongs to, or above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


class Text(forms.CharField):
    """A long text; `most` is what the reader is told, `max_length` only stops the absurd."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most


class Credential(forms.JSONField):
    """What a browser says about a passkey; anything that is not such an object is simply invalid."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, error_messages={**WORDS}, max_length=50_000)

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError):  # numbers or nests beyond what Python reads
            found = None
        if not isinstance(found, dict):
            raise forms.ValidationError(WORDS["invalid"], code="invalid")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None  # a credential is good for one time only

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else json.dumps(value)
