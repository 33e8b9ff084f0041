"""The form of a video: what its author says about it, and the file."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kindreel.core.errors import NotFound, Refused
from kindreel.people.models import Person
from kindreel.videos.actions.receive import About, check_size, commenters_for, receive, receive_upload
from kindreel.videos.models.video import MOST_CAPTION, Audience, Commenters, Video
from kindreel.web.forms.plain import WORDS, Plain


class VideoForm(Plain):
    caption = forms.CharField(
        label=_("Caption"), required=False, max_length=MOST_CAPTION,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("#hashtags and @people become links."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who can watch"), choices=Audience.choices, initial=Audience.EVERYONE
    )
    commenters = forms.ChoiceField(label=_("Who can comment"), choices=Commenters.choices)
    language = forms.ChoiceField(label=_("Language"), required=False)
    sensitive = forms.BooleanField(
        label=_("Sensitive: not for everyone"), required=False,
        help_text=_("People under 18 and visitors do not see it."),
    )  # fmt: skip
    cover_at = forms.FloatField(
        label=_("Cover, seconds from the start"), required=False, min_value=0, max_value=36000, initial=0,
        widget=forms.NumberInput({"step": "0.1", "inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, author: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("language", [("", _("As in my profile")), *settings.LANGUAGES])
        allowed = commenters_for(author)
        self._offer("commenters", [choice for choice in Commenters.choices if choice[0] in allowed])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def about(self) -> About:
        values = {name: self.cleaned_data[name] for name in About.__dataclass_fields__}
        return About(**{**values, "cover_at": values["cover_at"] or 0.0})


class UploadForm(VideoForm):
    """The file comes with the form, or it is on the shelf already and `upload` names it."""

    file = forms.FileField(
        label=_("Video"), required=False, widget=forms.FileInput({"accept": "video/*"})
    )  # fmt: skip
    upload = forms.CharField(required=False, max_length=22, widget=forms.HiddenInput)

    field_order = ("upload", "file")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None and not self.cleaned_data.get("upload"):
            raise forms.ValidationError(WORDS["missing"], code="missing")
        if file is not None:
            self._check(file.size)
        return file

    def _check(self, size: int) -> None:
        try:
            check_size(size)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def receive(self, author: Person) -> Video:
        """Raises `Refused`, with the field."""
        if upload := self.cleaned_data["upload"]:
            return self._receive_upload(author, upload)
        path = Path(self.cleaned_data["file"].temporary_file_path())
        return receive(author=author, path=path, about=self.about())

    def _receive_upload(self, author: Person, upload: str) -> Video:
        try:
            return receive_upload(author=author, upload=upload, about=self.about())
        except NotFound as error:
            gone = _("This upload is not here any more. Please choose the file again.")
            raise Refused(gone, field="upload") from error


def initial_of(video: Video) -> dict[str, Any]:
    return {name: getattr(video, name) for name in About.__dataclass_fields__}
