"""The API and its nouns; errors are problem details (RFC 9457)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kindreel import __version__
from kindreel.api.resources import feed, hashtags, people, relations, videos
from kindreel.core.errors import NotFound, Refused

api = NinjaAPI(
    title="Kindreel", version=__version__, openapi_url="openapi.json", docs_url=None, urls_namespace="api"
)
api.add_router("feed", feed.router, tags=["feed"])
api.add_router("videos", videos.router, tags=["videos"])
api.add_router("people", people.router, tags=["people"])
api.add_router("hashtags", hashtags.router, tags=["hashtags"])
for noun, router in relations.routers.items():
    api.add_router(noun, router, tags=[noun])


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


@api.exception_handler(NotFound)
def _not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
    return problem(404, "Not found")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    more = {"field": error.field} if error.field else {}
    return problem(422 if error.field else 403, str(error), **more)


@api.exception_handler(AuthenticationError)
def _no_entry(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(401, "A valid token is wanted")
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # Where and what, but not what was typed: the answer may end in somebody's log.
    faults = [{"at": [str(part) for part in fault["loc"]], "what": fault["msg"]} for fault in error.errors]
    return problem(422, "Some of this does not fit", errors=faults)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, error.message)
