"""What happened: ids and verbs, never texts. Written in the transaction of the change itself."""

from dataclasses import dataclass

from kindreel.core.models import Event


@dataclass(frozen=True)
class Verb:
    """`name` in the past tense (`video.published`), and what it means for a reader of the docs."""

    name: str
    meaning: str


DECLARED: dict[str, Verb] = {}


def declare(name: str, meaning: str) -> Verb:
    """Declares a verb once; an app does so in its `events.py`."""
    if name in DECLARED:
        raise ValueError(f"the event {name} is declared twice")
    DECLARED[name] = Verb(name, meaning)
    return DECLARED[name]


def record(verb: Verb, *, actor_id: int | None = None, subject: str = "", detail: str = "") -> Event:
    """Adds a row; call it inside the transaction that makes the change.

    `subject` is a public id or handle id, `detail` a short code from our own lists (a state, a reason).
    """
    return Event.objects.create(verb=verb.name, actor_id=actor_id, subject=subject, detail=detail)
