"""The one door to a person."""

from kindreel.core.errors import NotFound
from kindreel.people.handles import PATTERN
from kindreel.people.models import HeldText, Person
from kindreel.people.visibility import Viewer


def person_for(viewer: Viewer, handle: str) -> Person:
    """The person with this handle, if the viewer may see them.

    Raises `NotFound`, the same whether there is nobody or there is a block.
    """
    person = Person.objects.visible_to(viewer).filter(handle=_typed(handle)).first()
    if person is None:
        raise NotFound
    return person


def person_to_unblock(viewer: Person, handle: str) -> Person:
    """Somebody whom the viewer blocked: the only look past a block."""
    person = Person.objects.filter(handle=_typed(handle), blocked_by__blocker=viewer).first()
    if person is None:
        raise NotFound
    return person


def person_for_desk(moderator: Person, handle: str) -> Person:
    """Somebody whom a moderator helps, whoever blocked whom; who left or was removed is past helping.

    Raises `NotFound` for anybody who does not moderate.
    """
    if not moderator.moderates:
        raise NotFound
    person = Person.objects.filter(handle=_typed(handle), state__in=["active", "waiting"]).first()
    if person is None:
        raise NotFound
    return person


def _typed(handle: str) -> str:
    """As it is stored. What no handle can be finds nobody; a database would choke on some of it."""
    handle = handle.lower()
    return handle if PATTERN.match(handle) else ""


def held_text_for_desk(moderator: Person, pk: int) -> HeldText:
    held = HeldText.objects.select_related("person").filter(pk=pk).first() if moderator.moderates else None
    if held is None:
        raise NotFound
    return held
