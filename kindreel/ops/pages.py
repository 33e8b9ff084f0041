"""Pages of the docs that are made from the code.

`python -m kindreel.ops.pages` writes them; a test fails when one is stale.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
SETTINGS_HEAD = """# Settings

Every setting is an environment variable. A value that cannot be used stops the start with one line that names
it; `kindreel doctor` finds names that are no setting. `FFMPEG_BINARY` names another ffmpeg than the one
that comes with the packages. This page is made from the code by `bin/docs`.

| name | as it comes | what it does |
|---|---|---|
"""

EVENTS_HEAD = """# Events

What `core.events.record` writes: a verb, ids, a short code from our lists; never a text. This page is made
from the code by `bin/docs`.

| event | what it means |
|---|---|
"""
ROUTES_HEAD = """# Routes

Made from the code by `bin/docs`. `tests/visibility/test_routes.py` fails for a route that no test looks at.

| page | name |
|---|---|
"""
API_HEAD = """

## The API

Schema at `/api/v1/openapi.json`. A token (`Authorization: Bearer …`) comes from the settings, or from
`kindreel create-person --token`. Resumable uploads speak tus 1.0 at `/api/v1/uploads`; `POST /api/v1/videos`
with the field `upload` makes a video of a finished one. Errors are problem details (RFC 9457).

| route | what it does |
|---|---|
"""


def settings_page() -> str:
    import kindreel.settings  # noqa: F401  (reading the settings declares them)
    from kindreel.environment import DECLARED

    rows = [f"| `{one.name}` | {_shown(one.default)} | {one.help} |" for one in DECLARED.values()]
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


def _shown(default: str) -> str:
    return f"`{default}`" if default else "empty"


def events_page() -> str:
    """Every verb that `core.events` may record."""
    import django

    django.setup()
    from kindreel.core.events import DECLARED
    from kindreel.people import events as _people  # noqa: F401  (importing declares)
    from kindreel.videos import events as _videos  # noqa: F401

    rows = [
        f"| `{one.name}` | {one.meaning} |" for one in sorted(DECLARED.values(), key=lambda one: one.name)
    ]
    return EVENTS_HEAD + "\n".join(rows) + "\n"


def routes_page() -> str:
    """Every page and every route of the API."""
    import django

    django.setup()
    from django.urls import get_resolver

    from kindreel.api.routes import api

    pages = [f"| `/{route}` | `{name}` |" for route, name in _routes(get_resolver().url_patterns)]
    calls = [
        f"| `{method.upper()} {path}` | {about.get('summary', '')} |"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, about in methods.items()
    ]
    return ROUTES_HEAD + "\n".join(pages) + API_HEAD + "\n".join(calls) + "\n"


def _routes(patterns: Iterable[Any], before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        elif not route.startswith("api/v1/"):
            yield route, pattern.name or ""


def all_pages() -> dict[Path, str]:
    return {
        DOCS / "operators" / "settings.md": settings_page(),
        DOCS / "developers" / "events.md": events_page(),
        DOCS / "developers" / "routes.md": routes_page(),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    for path, text in all_pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
