"""Joining: handle, password, year of birth, country."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindreel.core.errors import Refused
from kindreel.people.actions.join import check_age, check_handle
from kindreel.web.forms.countries import countries
from kindreel.web.forms.passwords import PasswordField, check_password
from kindreel.web.forms.plain import Plain


class SignUpForm(Plain):
    """Everything that is wrong is said at once, each at its field."""

    handle = forms.CharField(
        label=_("Handle"), max_length=200,
        help_text=_("How people find you: 3 to 24 letters, numbers, dots or underscores."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = PasswordField(new=True)
    birth_year = forms.IntegerField(
        label=_("Year of birth"), help_text=_("Nobody sees it. Younger people get more protection."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "bday-year"}),
    )  # fmt: skip
    country = forms.ChoiceField(label=_("Country"), widget=forms.Select({"autocomplete": "country"}))
    invitation = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", _("Choose your country")), *countries()]
        self.fields["birth_year"].error_messages["invalid"] = _("Please write the year with four numbers.")

    def clean_handle(self) -> str:
        try:
            return check_handle(self.cleaned_data["handle"])
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "password" in data:
            self._check_password(data)
        if "birth_year" in data:
            try:
                check_age(data["birth_year"], data.get("country", ""))
            except Refused as refusal:
                self.refuse(refusal)
        return data

    def _check_password(self, data: dict[str, Any]) -> None:
        try:
            check_password(data["password"], handle=data.get("handle", ""))
        except ValidationError as weak:
            self.add_error("password", weak)

    def account(self) -> dict[str, Any]:
        """What makes the account, as the actions take it."""
        return {name: self.cleaned_data[name] for name in ("handle", "password", "birth_year", "country")}
