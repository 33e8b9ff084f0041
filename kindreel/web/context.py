"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    return {
        "house_name": settings.PROJECT_NAME,
        "origin": settings.ORIGIN or f"{request.scheme}://{request.get_host()}",
        "sign_up": settings.SIGN_UP,
        "languages": settings.LANGUAGES,
        "person": person if person is not None and person.is_authenticated else None,
    }
