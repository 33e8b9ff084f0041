"""Who asks: a bearer token, or the session of a page of ours (then with CSRF, as any form)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from kindreel.people.actions.links import person_of_token
from kindreel.people.models import Person
from kindreel.people.visibility import Viewer


class Token(HttpBearer):
    openapi_bearerFormat = "opaque"

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        return person_of_token(token) if len(token) < 200 else None


class Session(APIKeyCookie):
    """Django's session, with its CSRF check."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        person = request.user
        return person if isinstance(person, Person) and person.state in ("active", "waiting") else None


def anybody(request: HttpRequest) -> Any:
    """For routes that visitors may read: always lets in; `viewer_of` says who it is."""
    return True


def viewer_of(request: HttpRequest) -> Viewer:
    """A bad token is a visitor, never somebody else. A session counts only where no token is given."""
    auth = getattr(request, "auth", None)
    if isinstance(auth, Person):
        return auth
    header = request.headers.get("Authorization", "")
    if header:
        kind, _, token = header.partition(" ")
        return person_of_token(token.strip()) if kind.lower() == "bearer" and len(token) < 200 else None
    person = request.user
    return person if isinstance(person, Person) and person.state in ("active", "waiting") else None


def person_of(request: HttpRequest) -> Person:
    person = getattr(request, "auth", None)
    assert isinstance(person, Person)
    return person


members = [Token(), Session()]
