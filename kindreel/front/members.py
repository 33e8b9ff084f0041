"""Who sends an upload: a bearer token or a session of ours. The front's only look into the database."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.http import HttpRequest

from kindreel.people.actions.links import person_of_token
from kindreel.people.models import Person


def authorize(headers: Mapping[str, str]) -> int | None:
    """The person's primary key, or None. Runs on a thread of its own and leaves no connection behind.

    A session is enough: tus requests carry a header of their own, which no other site can make a browser
    send.
    """
    try:
        person = _of_token(headers) if "authorization" in headers else _of_session(headers)
        return person.pk if person is not None and person.state == "active" else None
    finally:
        connection.close()


def _of_token(headers: Mapping[str, str]) -> Person | None:
    kind, _, token = headers["authorization"].partition(" ")
    return person_of_token(token.strip()) if kind.lower() == "bearer" and len(token) < 200 else None


def _of_session(headers: Mapping[str, str]) -> Person | None:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if cookie is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value)
    person = get_user(request)
    return person if isinstance(person, Person) else None
