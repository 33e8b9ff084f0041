"""Look, language, motion, country."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from kindreel.web.forms.profile import LookForm
from kindreel.web.views.account.guards import member
from kindreel.web.views.account.page import form_page
from kindreel.web.views.common import person_of
from kindreel.web.views.settings.privacy import change

A_YEAR = 31_536_000
FIELDS = ("theme", "language", "less_motion", "country")


@require_http_methods(["GET", "HEAD", "POST"])
@member()
def look(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    standing = {name: getattr(person, name) for name in FIELDS}
    form = LookForm(request.POST if request.method == "POST" else None, initial=standing)
    if not form.is_valid():
        return form_page(request, "settings/look.html", form)
    change(person, **form.cleaned_data)
    with override(person.language):
        messages.success(request, _("Saved."))
    response = redirect("settings_look")
    _remember(response, "theme", person.theme)
    _remember(response, settings.LANGUAGE_COOKIE_NAME, person.language)
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    """For this browser when nobody is signed in; the script of the look reads and writes the cookie, too."""
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
