"""What every request passes: its log line, the language of the person, and whether their account is in
use."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]
OPEN_TO_LEAVING = ("/settings/come-back/", "/settings/export/", "/account/", "/static/", "/language/")


def language_of_person(get_response: Answer) -> Answer:
    """A person's own choice, then a visitor's cookie, then what the browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response

    return middleware


def _language(request: HttpRequest) -> str:
    if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
        return request.user.language
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "").lower()
    if cookie in dict(settings.LANGUAGES):
        return cookie
    asked = request.headers.get("Accept-Language", "").lower()
    first = [part.split(";")[0].strip() for part in asked[:500].split(",")]
    for code in first:  # Django does not know Filipino, and browsers call it tl or fil
        if code.split("-")[0] in ("fil", "tl"):
            return "fil"
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def private_answers(get_response: Answer) -> Answer:
    """What was made for one person is kept by no proxy, and asked for again after they signed out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def standing_of_person(get_response: Answer) -> Answer:
    """Somebody whose account is being deleted sees only how to come back, until they do."""

    def middleware(request: HttpRequest) -> HttpResponse:
        leaving = request.user.is_authenticated and request.user.state == "leaving"
        if leaving and not request.path.startswith(OPEN_TO_LEAVING):
            return redirect(reverse("come_back"))
        return get_response(request)

    return middleware
