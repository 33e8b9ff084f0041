"""The form for captions: a file and its language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kindreel.videos.media.captions import MOST_BYTES
from kindreel.web.forms.plain import WORDS, Plain


class CaptionsForm(Plain):
    file = forms.FileField(
        label=_("Caption file"), widget=forms.FileInput({"accept": ".vtt,.srt,text/vtt"}),
        help_text=_("WebVTT (.vtt) or SubRip (.srt), up to 1 MB."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the captions"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = WORDS["missing"]
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = settings.LANGUAGES

    def data_of_file(self) -> bytes:
        """One byte more than fits is enough to know that it does not."""
        return bytes(self.cleaned_data["file"].read(MOST_BYTES + 1))
