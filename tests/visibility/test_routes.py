"""No route outside the oracle: each is looked at by a surface, or stands here with the reason why it need
not be."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

COVERED = {
    "feed", "discover", "hashtag", "profile", "followers", "following", "video", "video_edit", "video_status",
    "video_captions", "inbox", "settings_blocked", "settings_muted", "video_addresses",
}  # fmt: skip
COVERED_API = {
    "feed", "hashtags/{tag}/videos", "people/{handle}", "people/{handle}/videos", "people/{handle}/followers",
    "people/{handle}/following", "videos/{id}",
}  # fmt: skip
ELSEWHERE = {
    # Acts: the person or video comes through the same door; who may not see it gets 404
    # (tests/web/test_acts.py).
    "follow", "follower", "request", "block", "mute", "video_deletion", "video_retry", "create",
    # Nothing of anybody else.
    "about", "healthz", "language", "manifest",
    # The desk: moderators only (tests/web/test_desk_people.py, test_desk_held.py).
    "desk_people", "desk_invitations", "desk_approval", "desk_reset_link", "desk_role", "desk",
    "desk_held", "desk_held_video", "desk_held_text",
}  # fmt: skip
OWN = (
    "account_",
    "settings",
    "mfa_",
    "usersessions_",
    "come_back",
    "door",
    "reset",
    "join",
)  # one's own account
API_ELSEWHERE = {
    "people/me", "videos", "follows", "follows/{handle}", "blocks", "blocks/{handle}", "mutes",
    "mutes/{handle}", "openapi.json", "",
}  # fmt: skip


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern.name or ""


def test_every_page_is_looked_at() -> None:
    known = COVERED | ELSEWHERE
    pages = [
        (route, name)
        for route, name in _routes(get_resolver().url_patterns)
        if not route.startswith("api/v1/")
    ]
    missing = [f"{route} ({name})" for route, name in pages if name not in known and not name.startswith(OWN)]
    assert not missing
    assert known <= {name for _, name in pages}


def test_every_api_route_is_looked_at() -> None:
    from kindreel.api.routes import api

    paths = {path.removeprefix("/api/v1/") for path in api.get_openapi_schema()["paths"]}
    assert paths <= COVERED_API | API_ELSEWHERE
    assert paths >= COVERED_API
