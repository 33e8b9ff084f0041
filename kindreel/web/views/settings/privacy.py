"""Who sees what, and what one does not want to see."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.core.errors import Refused
from kindreel.people import queries
from kindreel.people.actions import relations
from kindreel.people.models import Person
from kindreel.videos.actions import author
from kindreel.web.forms.profile import MutedTermForm, PrivacyForm
from kindreel.web.views.account.guards import kept_words, member
from kindreel.web.views.account.page import form_page
from kindreel.web.views.common import person_of

SWITCHES = ("private", "lists_hidden", "likes_hidden")
A_PAGE = 50


def change(person: Person, **fields: Any) -> None:
    """The whole of the settings as they stand, with these changed."""
    standing = {"language": person.language, "theme": person.theme, "country": person.country}
    author.change_settings(person=person, **{**standing, **fields})


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def privacy(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = PrivacyForm(request.POST if request.method == "POST" else None, initial=_switches(person))
    if form.is_valid():
        asked = person.private and not form.cleaned_data["private"] and person.requests_to_follow.exists()
        change(person, **form.cleaned_data)
        said = _("Saved. Those who had asked to follow you now do.") if asked else _("Saved.")
        messages.success(request, said)
        return redirect("settings_privacy")
    return form_page(request, "settings/privacy.html", form, counts=_counts(person))


def _counts(person: Person) -> dict[str, int]:
    """As many as the pages behind them show."""
    return {
        "blocked": queries.blocked_people(person).count(),
        "muted": queries.muted_people(person).count(),
        "terms": person.muted_terms.count(),
    }


def _switches(person: Person) -> dict[str, bool]:
    return {name: getattr(person, name) for name in SWITCHES}


@require_safe
@member()
def blocked(request: HttpRequest) -> HttpResponse:
    return _people(request, "blocked", queries.blocked_people(person_of(request)))


@require_safe
@member()
def muted(request: HttpRequest) -> HttpResponse:
    return _people(request, "muted", queries.muted_people(person_of(request)))


def _people(request: HttpRequest, kind: str, people: "QuerySet[Person]") -> HttpResponse:
    page = Paginator(people, A_PAGE).get_page(request.GET.get("cursor"))
    context = {"people": page.object_list, "next": page.next_page_number() if page.has_next() else None}
    return render(request, f"settings/{kind}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def words(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = MutedTermForm(request.POST if request.method == "POST" else None, initial=kept_words(request))
    if form.is_valid():
        try:
            relations.mute_term(person=person, term=form.cleaned_data["term"])
            messages.success(request, _("Muted."))
            return redirect("settings_words")
        except Refused as refusal:
            form.refuse(refusal)
    return form_page(request, "settings/words.html", form, terms=person.muted_terms.order_by("term", "pk"))


@require_POST
@member("settings_words")
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of a muted word; nothing happens when it is gone already."""
    relations.unmute_term(person=person_of(request), pk=pk)
    messages.success(request, _("You will meet it again."))
    return redirect("settings_words")
