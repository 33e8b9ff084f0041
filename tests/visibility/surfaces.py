"""Every place where somebody could meet a person or a video: how to look there, and what the oracle expects.

Each surface yields (address, what is found there, what should be found). A route of the product that is in no
surface and not in `ELSEWHERE` fails `test_routes.py`.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client

from tests.visibility.oracle import Oracle, Viewer
from tests.visibility.worlds import RandomWorld

VIDEO = re.compile(r"/v/([0-9A-Za-z]{22})\b")
NEXT = re.compile(r'href="(\?[^"]*cursor=[^"]+)"')
Finding = tuple[str, Any, Any]


def page_videos(client: Client, address: str) -> set[str]:
    """Ids of all videos that a list page names, over all its pages."""
    found: set[str] = set()
    path, query = address.partition("?")[0], address
    for _ in range(20):
        body = client.get(query).content.decode()
        main = body.split('id="main"', 1)[1]
        found |= set(VIDEO.findall(main))
        following = NEXT.search(main)
        if not following:
            return found
        query = path + following[1].replace("&amp;", "&")
    raise AssertionError("a list without an end")


def api_items(client: Client, address: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(20):
        answer = client.get(address + ("&" if "?" in address else "?") + f"cursor={cursor}")
        if answer.status_code != 200:
            return items
        items += answer.json()["items"]
        cursor = answer.json()["next"]
        if not cursor:
            return items
    raise AssertionError("a list without an end")


def api_ids(client: Client, address: str) -> list[str]:
    return sorted(item["id"] for item in api_items(client, address))


def api_handles(client: Client, address: str) -> list[str]:
    return sorted(item["handle"] for item in api_items(client, address))


def feeds(client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle) -> Iterator[Finding]:
    offered = {video.pk for video in world.videos if oracle.offered(viewer, video)}
    for address in ("/", "/discover"):
        yield address, page_videos(client, address), offered
    for kind in ("newest", "for-you"):
        address = f"/api/v1/feed?kind={kind}"
        yield address, api_ids(client, address), sorted(offered)
    if viewer is not None:
        follows = {video.pk for video in world.videos
                   if video.pk in offered and (viewer.pk, video.author_id) in oracle.follows}  # fmt: skip
        yield "/?kind=following", page_videos(client, "/?kind=following"), follows
        address = "/api/v1/feed?kind=following"
        yield address, api_ids(client, address), sorted(follows)


def hashtags(client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle) -> Iterator[Finding]:
    shown = client.get("/discover").content.decode()
    for name in ("dance", "sea"):
        tagged = {
            video.pk
            for video in world.videos
            if oracle.offered(viewer, video) and name in {tag.name for tag in video.hashtags.all()}
        }
        yield f"/tags/{name}", page_videos(client, f"/tags/{name}"), tagged
        yield (
            "/api/v1/hashtags/{tag}/videos",
            api_ids(client, f"/api/v1/hashtags/{name}/videos"),
            sorted(tagged),
        )
        yield f"/discover: #{name}", f"/tags/{name}" in shown, bool(tagged)


def profiles(client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle) -> Iterator[Finding]:
    for person in world.people:
        address, api = f"/@{person.handle}", f"/api/v1/people/{person.handle}"
        seen = oracle.person(viewer, person)
        status = 200 if seen else 404
        yield address, client.get(address).status_code, status
        yield api, client.get(api).status_code, status
        grid = {
            video.pk
            for video in world.videos
            if video.author_id == person.pk and oracle.on_profile(viewer, video) and seen
        }
        yield f"{api}/videos", api_ids(client, f"{api}/videos"), sorted(grid)
        if seen:
            yield f"{address} videos", page_videos(client, address), grid
        yield from people_lists(client, viewer, world, oracle, person)


def people_lists(
    client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle, person: Any
) -> Iterator[Finding]:
    for kind, expected in (("followers", oracle.followers), ("following", oracle.following)):
        seen = oracle.person(viewer, person)
        wanted = expected(viewer, person, world.people) if seen else set()
        page = client.get(f"/@{person.handle}/{kind}/")
        yield f"/@{person.handle}/{kind}/", page.status_code, 200 if seen else 404
        yield f"{kind} of {person.handle}", _handles_in_list(page.content.decode()), wanted
        api = f"/api/v1/people/{person.handle}/{kind}"
        yield api, api_handles(client, api), sorted(wanted)
        if seen and oracle.lists(viewer, person):
            count = len(wanted)
            shown = client.get(f"/@{person.handle}").content.decode()
            yield f"count of {kind}", f"<strong>{count}</strong> {kind[:8]}" in shown, True


def _handles_in_list(body: str) -> set[str]:
    main = body.split('id="main"', 1)[-1]
    return set(re.findall(r'class="person" href="/@([a-z]+)"', main))


def videos(client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle) -> Iterator[Finding]:
    for video in world.videos:
        opens = oracle.opens(viewer, video)
        own = opens and viewer is not None and viewer.pk == video.author_id
        for address in (f"/v/{video.pk}", f"/api/v1/videos/{video.pk}", f"/v/{video.pk}/addresses/"):
            yield (
                f"{address} {video.state} {video.audience}",
                client.get(address).status_code,
                200 if opens else 404,
            )
        if viewer is not None:
            for part in ("edit", "status", "captions"):
                address = f"/v/{video.pk}/{part}/"
                yield address, client.get(address).status_code, 200 if own else 404


def inbox(client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle) -> Iterator[Finding]:
    if viewer is None:
        return
    client.get("/inbox")  # what went live before this visit is no news any more
    body = client.get("/inbox").content.decode()
    yield "/inbox requests", _handles_in_list(body), oracle.requests(viewer, world.people)
    own = [video for video in world.videos if video.author_id == viewer.pk]
    underway = {
        video.pk
        for video in own
        if video.deleted_at is None and video.state in ("rendering", "held", "failed")
    }
    yield "/inbox videos", set(VIDEO.findall(body)) - {v.pk for v in own if v.deleted_at}, underway


def muted_and_blocked(
    client: Client, viewer: Viewer, world: RandomWorld, oracle: Oracle
) -> Iterator[Finding]:
    """A person's own lists of whom they blocked and muted."""
    if viewer is None or viewer.state != "active":
        return
    blocked = {one.handle for one in world.people if (viewer.pk, one.pk) in oracle.blocks}
    muted = {one.handle for one in world.people
             if (viewer.pk, one.pk) in oracle.mutes and oracle.person(viewer, one)}  # fmt: skip
    for name, address, wanted in (("blocked", BLOCKED, blocked), ("muted", MUTED, muted)):
        body = client.get(address).content.decode().split('id="main"', 1)[-1]
        found = {one.handle for one in world.people if f"@{one.handle}<" in body or f"/@{one.handle}" in body}
        yield f"settings: {name}", found - {viewer.handle}, wanted - {viewer.handle}


BLOCKED, MUTED = "/settings/privacy/blocked/", "/settings/privacy/muted/"
SURFACES = [feeds, hashtags, profiles, videos, inbox, muted_and_blocked]
