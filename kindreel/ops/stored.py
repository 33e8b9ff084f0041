"""Which rows name stored files: the sweep deletes what none names, a backup takes all that they name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import Model

from kindreel.people.models import Person
from kindreel.videos.models import Rendition, Video


@dataclass(frozen=True)
class Owner:
    """A column that holds names of stored files."""

    model: type[Model]
    field: str


OWNERS = [Owner(Person, "picture"), Owner(Video, "original"), Owner(Rendition, "name")]
"""A new column for files must stand here, or they would be swept away; a test looks for forgotten ones."""


def named(names: Iterable[str]) -> set[str]:
    """Those of the given names that a row names."""
    wanted, found = list(names), set[str]()
    for owner in OWNERS:
        rows = owner.model._default_manager.filter(**{f"{owner.field}__in": wanted})
        found.update(rows.values_list(owner.field, flat=True))
    return found


def folders() -> Iterator[str]:
    """Every folder that may hold files: `open/ab`, `kept/x_` and so on."""
    for top in ("open", "kept"):
        try:
            inner = default_storage.listdir(top)[0]
        except FileNotFoundError:
            continue
        yield from (f"{top}/{name}" for name in sorted(inner))
