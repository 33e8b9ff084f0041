"""The life of a video as a graph.

received → probed → remuxed → rendering → published, with the side exits failed, held and removed. A state
that work
leads out of has a deadline: the ticker puts a row back to work that is past it. After `ATTEMPTS` tries it
has failed.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

ATTEMPTS = 3


class State(models.TextChoices):
    RECEIVED = "received", _("Received")
    PROBED = "probed", _("Checked")
    REMUXED = "remuxed", _("Prepared")
    RENDERING = "rendering", _("Being rendered")
    PUBLISHED = "published", _("Live")
    HELD = "held", _("Waiting for a moderator")
    FAILED = "failed", _("Not rendered")
    REMOVED = "removed", _("Removed")


@dataclass(frozen=True)
class Step:
    """What may follow a state, and how long work on it may take before it is tried again."""

    after: tuple[State, ...]
    deadline: timedelta | None = None


GRAPH: dict[State, Step] = {
    State.RECEIVED: Step((State.PROBED, State.FAILED), timedelta(minutes=5)),
    State.PROBED: Step((State.REMUXED, State.FAILED), timedelta(minutes=10)),
    State.REMUXED: Step((State.RENDERING, State.FAILED), timedelta(minutes=5)),
    State.RENDERING: Step((State.PUBLISHED, State.HELD, State.FAILED), timedelta(minutes=45)),
    State.PUBLISHED: Step((State.HELD, State.REMOVED)),
    State.HELD: Step((State.PUBLISHED, State.REMOVED)),
    State.FAILED: Step((State.RECEIVED, State.PROBED, State.REMUXED)),
    State.REMOVED: Step((State.PUBLISHED, State.HELD)),
}
AT_WORK = [state for state, step in GRAPH.items() if step.deadline is not None]
