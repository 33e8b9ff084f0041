"""What every page knows."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    return {
        "house_name": settings.PROJECT_NAME,
        "origin": settings.ORIGIN or _origin(request),
        "sign_up": settings.SIGN_UP,
        "languages": settings.LANGUAGES,
        "person": person if person is not None and person.is_authenticated else None,
    }


def _origin(request: HttpRequest) -> str:
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the page that says so is rendered, too
        return ""
