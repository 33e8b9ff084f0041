"""One's own data: take it along, go away, come back."""

import tempfile
from pathlib import Path

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kindreel.core.errors import Refused
from kindreel.people.models.person import State
from kindreel.videos.actions import author
from kindreel.web.accounts import HOME
from kindreel.web.forms.security import OwnPasswordForm
from kindreel.web.views.account.guards import member
from kindreel.web.views.account.page import form_page
from kindreel.web.views.common import person_of


@require_safe
@member()
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/data.html", {"days": settings.DELETION_GRACE_DAYS})


@require_POST
@member("settings_data")
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything of this person as one file. It is made on disk and forgotten as soon as it is sent."""
    from kindreel.ops.export import export_person  # late: the command line stands above the pages

    person = person_of(request)
    if not ratelimit.consume(request, app="kindreel", action="export", config={"export": "5/h/user"}):
        raise Refused(_("You took your data along several times just now. Please wait an hour."))
    settings.WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.WORK) as folder:
        target = Path(folder) / "export.zip"
        export_person(person, target)
        file = target.open("rb")  # stays readable after the folder is gone
    name = f"{person.handle}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@member()
def leave(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = OwnPasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            author.leave(person=person)
            return redirect("come_back")
        except Refused as refusal:
            form.refuse(refusal)
    return form_page(request, "settings/leave.html", form, days=settings.DELETION_GRACE_DAYS)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member()
def come_back(request: HttpRequest) -> HttpResponse:
    """The one page of somebody whose account is being deleted."""
    person = person_of(request)
    if person.state != State.LEAVING:
        return redirect("settings")
    if request.method == "POST":
        author.come_back(person=person)
        return redirect(HOME)
    return render(request, "settings/come_back.html", {"leaves_at": person.leaves_at})
