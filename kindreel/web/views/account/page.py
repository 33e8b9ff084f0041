"""A page with a form: 422 when what was sent does not fit, so that scripts can tell it from success."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kindreel.web.accounts import HOME, is_own_address


def form_page(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def own_next(request: HttpRequest) -> str:
    """Where somebody wanted to go, if that is here; else an empty text."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_address(wanted) and wanted != HOME else ""
