"""What stands on one's own profile."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.core.errors import Refused
from kindreel.people.actions.profile import change_picture, change_profile
from kindreel.people.models import Person
from kindreel.videos.media.pictures import MOST_BYTES, PictureError, square_picture
from kindreel.web.forms.profile import PictureForm, ProfileForm
from kindreel.web.views.account.guards import kept_words, member
from kindreel.web.views.account.page import form_page
from kindreel.web.views.common import is_ending, person_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HELD: "dict[str, str | _StrPromise]" = {
    "name": gettext_lazy("Your new name waits for a person to look at it. Until then the old one stays up."),
    "pronouns": gettext_lazy(
        "Your new pronouns wait for a person to look at them. The old ones stay up until then."
    ),
    "bio": gettext_lazy(
        "Your new text about you waits for a person to look at it. Until then the old one stays up."
    ),
}


@require_safe
@member()
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/home.html")


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def profile(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    kept = kept_words(request)
    form = ProfileForm(request.POST or None, initial={**_standing(person), **kept})
    if form.is_valid() and _change(request, form):
        return redirect("settings_profile")
    return _page(request, form, kept=bool(kept))


def _standing(person: Person) -> dict[str, str]:
    """The person's own view: a held text is what they wrote last, so that they can go on with it."""
    held = dict(person.held_texts.values_list("kind", "text"))
    texts = {name: getattr(person, name) for name in ("name", "pronouns", "bio")}
    return {**texts, **held, "links": "\n".join(person.links)}


def _change(request: HttpRequest, form: ProfileForm) -> bool:
    fields = {name: form.cleaned_data[name] for name in ("name", "pronouns", "bio", "links")}
    try:
        held = change_profile(person=person_of(request), **fields)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    for kind in held:
        messages.warning(request, HELD[kind])
    if not held:
        messages.success(request, _("Saved."))
    return True


@require_POST
@member("settings_profile")
def picture(request: HttpRequest) -> HttpResponse:
    """A new picture; its end takes it away."""
    person = person_of(request)
    if is_ending(request):
        change_picture(person=person, webp=None)
        messages.success(request, _("Your picture is gone."))
        return redirect("settings_profile")
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid() and _take(person, form):
        messages.success(request, _("That is your new picture."))
        return redirect("settings_profile")
    return _page(request, ProfileForm(initial=_standing(person)), picture_form=form)


def _take(person: Person, form: PictureForm) -> bool:
    file = form.cleaned_data["picture"]
    try:
        change_picture(person=person, webp=square_picture(file.read(MOST_BYTES + 1)))
    except PictureError as problem:
        form.add_error("picture", str(problem.sentence))
        return False
    return True


def _page(
    request: HttpRequest, form: ProfileForm, *, picture_form: PictureForm | None = None, kept: bool = False
) -> HttpResponse:
    held = list(person_of(request).held_texts.values("kind", "reason"))
    notes = [{"words": HELD[row["kind"]], "reason": row["reason"]} for row in held if row["kind"] in HELD]
    context = {"picture_form": picture_form or PictureForm(), "held": notes, "kept": kept}
    response = form_page(request, "settings/profile.html", form, **context)
    if picture_form is not None:
        response.status_code = 422
    return response
