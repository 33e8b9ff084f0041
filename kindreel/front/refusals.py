"""The few things that the front itself says to a person, in their language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope, Send

_FILIPINO = {"tl": "fil"}
"""Older browsers say `tl`."""


@dataclass(frozen=True)
class Refusal:
    status: int
    words: str | Promise


TOO_LARGE = Refusal(413, _("That is more than we can take in one go. Please choose something smaller."))
WHO = Refusal(401, _("Please sign in to upload."))
TOO_SLOW = Refusal(408, _("We waited, but nothing more came. Please check your connection and try again."))
CRASHED = Refusal(500, _("Something went wrong on our side. Please try again in a moment."))


async def refuse(scope: Scope, send: Send, refusal: Refusal, extra: Mapping[str, str] | None = None) -> None:
    """Plain words for a person, problem details for a program; then hangs up, for the body is unread."""
    words = _in_their_language(scope, refusal.words)
    is_api = str(scope["path"]).startswith("/api/")
    problem = {"type": "about:blank", "title": words, "status": refusal.status}
    body = (json.dumps(problem) if is_api else words + "\n").encode()
    kind = "application/problem+json" if is_api else "text/plain; charset=utf-8"
    about = {
        "content-type": kind,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "connection": "close",
        **(extra or {}),
    }
    headers = [(name.encode(), value.encode()) for name, value in about.items()]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _in_their_language(scope: Scope, words: str | Promise) -> str:
    headers = Headers(scope=scope)
    chosen = cookie_parser(headers.get("cookie", "")).get(settings.LANGUAGE_COOKIE_NAME, "")
    accepted = parse_accept_lang_header(headers.get("accept-language", ""))
    for code in [chosen, *(code for code, _weight in accepted)]:
        try:
            language = translation.get_supported_language_variant(_FILIPINO.get(code.split("-")[0], code))
        except LookupError:
            continue
        with translation.override(language):
            return str(words)
    return str(words)
