"""What arrived, or began to arrive, and is no video yet: the author finishes it, or it goes in the end."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from kindreel.core.shelf import Shelf, Upload
from kindreel.people.models import Person
from kindreel.videos.models import Video

LONGEST_NAME = 80


@dataclass(frozen=True)
class Draft:
    """`mark` is how the page that sent it knows the file again."""

    id: str
    name: str
    mark: str
    size: int
    offset: int
    kept_until: datetime

    @property
    def is_complete(self) -> bool:
        return self.offset == self.size

    @property
    def percent(self) -> int:
        return self.offset * 100 // self.size

    @property
    def megabytes(self) -> float:
        return max(0.1, self.size / 1_000_000)


def drafts_of(author: Person) -> list[Draft]:
    """Newest activity first. One that a row names has become a video, even if a crash left it here."""
    found = Shelf(settings.UPLOADS).uploads_of(author.pk, time.time())
    made = _made({upload.id for upload in found})
    return [_draft(upload) for upload in found if upload.id not in made]


def draft_of(author: Person, id: str) -> Draft | None:
    return next((draft for draft in drafts_of(author) if draft.id == id), None)


def drop_all_of(author: Person) -> None:
    shelf = Shelf(settings.UPLOADS)
    for upload in shelf.uploads_of(author.pk, time.time()):
        shelf.remove(upload.id)


def sweep() -> int:
    """Removes what expired, and what became a video just before a crash."""
    shelf, now = Shelf(settings.UPLOADS), time.time()
    made = _made(shelf.ids())
    for id in made:
        shelf.remove(id)
    return len(made) + shelf.sweep(now)


def _made(ids: set[str]) -> set[str]:
    if not ids:
        return set()
    named = Video.objects.filter(upload__in=ids).values_list("upload", flat=True)
    return {id for id in named if id is not None}


def _draft(upload: Upload) -> Draft:
    about = upload.about
    return Draft(
        id=upload.id,
        name=about.get("filename", "")[:LONGEST_NAME],
        mark=about.get("mark", "")[:LONGEST_NAME],
        size=upload.length,
        offset=upload.offset,
        kept_until=datetime.fromtimestamp(upload.expires, UTC),
    )
