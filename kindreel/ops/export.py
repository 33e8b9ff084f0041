"""Everything that one person put in, and what is kept about them, as a zip file for them."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q

from kindreel.core import clock
from kindreel.core.models import Event
from kindreel.people.models import Person
from kindreel.videos.models import Video

PROFILE = ["handle", "name", "pronouns", "bio", "links", "email", "joined_at", "role", "state"]
SETTINGS = [
    "language",
    "country",
    "birth_year",
    "private",
    "lists_hidden",
    "likes_hidden",
    "less_motion",
    "theme",
]
VIDEO = [
    "id",
    "caption",
    "audience",
    "commenters",
    "language",
    "sensitive",
    "state",
    "reason",
    "created_at",
    "published_at",
    "edited_at",
    "deleted_at",
    "duration",
]


def export_person(person: Person, target: Path) -> None:
    """Writes the zip to `target`, whole or not at all. A file that is lost is left out."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            part.chmod(0o600)
            with zipfile.ZipFile(file, "w") as archive:
                _write(archive, person)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write(archive: zipfile.ZipFile, person: Person) -> None:
    videos = list(Video.objects.filter(author=person).order_by("created_at").prefetch_related("renditions"))
    facts = _about(person)
    facts["picture"] = _add(archive, person.picture, "picture")
    facts["videos"] = [_video(archive, video) for video in videos]
    text = json.dumps(facts, ensure_ascii=False, indent=2, default=str)
    archive.writestr("data.json", text, compress_type=zipfile.ZIP_DEFLATED)


def _about(person: Person) -> dict[str, Any]:
    return {
        "exported_at": clock.now(),
        "profile": _chosen(person, PROFILE),
        "settings": _chosen(person, SETTINGS),
        "follows": _people(person.follows.select_related("followed").order_by("since"), "followed"),
        "followers": _people(person.followers.select_related("follower").order_by("since"), "follower"),
        "asked_to_follow": _people(person.follow_requests.select_related("asked").order_by("since"), "asked"),
        "blocks": _people(person.blocks.select_related("blocked").order_by("since"), "blocked"),
        "mutes": _people(person.mutes.select_related("muted").order_by("since"), "muted"),
        "muted_terms": list(person.muted_terms.order_by("since").values("kind", "term", "since")),
        "held_texts": list(person.held_texts.order_by("since").values("kind", "text", "since")),
        "tokens": list(person.tokens.order_by("made_at").values("name", "made_at", "used_at")),
        "events": _events(person),
    }


def _chosen(row: Person | Video, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _people(rows: Iterable[Any], other: str) -> list[dict[str, Any]]:
    return [{"handle": getattr(row, other).handle, "since": row.since} for row in rows]


def _events(person: Person) -> list[dict[str, Any]]:
    """What the person did, and what was done to their account; never who else did it."""
    about = Q(actor_id=person.pk) | Q(subject=str(person.pk), verb__startswith="person.", actor_id=None)
    rows = Event.objects.filter(about).order_by("at", "pk").values("at", "verb", "detail")
    return [dict(row) for row in rows]


def _video(archive: zipfile.ZipFile, video: Video) -> dict[str, Any]:
    """The original where it is kept, and what was made from it."""
    names = {"original": video.original} | {made.spec: made.name for made in video.renditions.all()}
    kept = {spec: _add(archive, name, f"videos/{video.pk}/{spec}") for spec, name in names.items()}
    return {
        **_chosen(video, VIDEO),
        "hashtags": [tag.shown for tag in video.hashtags.all()],
        "files": {spec: path for spec, path in kept.items() if path},
    }


def _add(archive: zipfile.ZipFile, name: str, path: str) -> str:
    """Copies a stored file into the zip; returns its path there, or '' when there is none."""
    if not name:
        return ""
    path = f"{path}.{name.rsplit('.', 1)[1]}"
    try:
        source = default_storage.open(name)
    except FileNotFoundError:
        return ""
    with source, archive.open(path, "w", force_zip64=True) as target:
        for piece in source.chunks():
            target.write(piece)
    return path
