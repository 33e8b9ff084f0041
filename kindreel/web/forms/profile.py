"""What people say about themselves, and how the place looks and works for them."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kindreel.people.models import Person
from kindreel.web.forms.countries import countries
from kindreel.web.forms.plain import Plain, Text


class ProfileForm(Plain):
    """The action bounds the lengths, once what cannot be seen is gone; the fields only stop the absurd."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=1000, widget=forms.TextInput({"dir": "auto"})
    )
    pronouns = forms.CharField(
        label=_("Pronouns"), required=False, max_length=1000, widget=forms.TextInput({"dir": "auto"})
    )
    bio = Text(
        label=_("About you"), required=False, max_length=5000, most=300, strip=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}), help_text=_("Up to 300 characters."),
    )  # fmt: skip
    links = forms.CharField(
        label=_("Links"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3}),
        help_text=_("One in each line, four at most."),
    )  # fmt: skip


class PictureForm(Plain):
    picture = forms.FileField(
        label=_("Picture"), widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=_("JPEG, PNG, WebP or GIF, up to 8 MB. We cut a square from the middle."),
    )  # fmt: skip


class PrivacyForm(Plain):
    private = forms.BooleanField(label=_("Only people I accept see my videos"), required=False)
    lists_hidden = forms.BooleanField(label=_("Hide whom I follow and who follows me"), required=False)
    likes_hidden = forms.BooleanField(label=_("Hide like counts"), required=False)


class MutedTermForm(Plain):
    term = forms.CharField(
        label=_("Word or #hashtag"), max_length=1000,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=_("You will not meet it in lists. Nobody is told."),
    )  # fmt: skip


class LookForm(Plain):
    theme = forms.ChoiceField(label=_("Look"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"))
    less_motion = forms.BooleanField(label=_("Less motion"), required=False)
    country = forms.ChoiceField(
        label=_("Country"), required=False,
        help_text=_("Only counted together with many others, and for help lines near you."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("theme", list(Person._meta.get_field("theme").choices or ()))
        self._offer("language", settings.LANGUAGES)
        self._offer("country", [("", _("I would rather not say")), *countries()])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
