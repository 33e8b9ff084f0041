"""A new password through a link."""

from typing import Any

from kindreel.people.models import Person
from kindreel.web.forms.passwords import PasswordField, check_password
from kindreel.web.forms.plain import Plain


class ResetForm(Plain):
    password = PasswordField(new=True)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        check_password(self.cleaned_data["password"], handle=self.person.handle)
        return str(self.cleaned_data["password"])
