"""What every page knows."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from kindreel.people.models import Person
from kindreel.web.news import news_of


def house(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    person = person if isinstance(person, Person) else None
    return {
        "house_name": settings.PROJECT_NAME,
        "origin": settings.ORIGIN or _origin(request),
        "sign_up": settings.SIGN_UP,
        "languages": settings.LANGUAGES,
        "person": person,
        # Asked only by a page that draws the navigation.
        "has_news": (lambda: news_of(request, person).exists()) if person else False,
    }


def _origin(request: HttpRequest) -> str:
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the page that says so is rendered, too
        return ""
