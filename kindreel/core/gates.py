"""Gates read what people write before others see it. A gate that crashes holds the text; it never lets it
through.

`CONTENT_GATES` names functions `gate(draft: Draft) -> Verdict`. The strictest verdict counts.
"""

import enum
import logging
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger("kindreel.gates")


class Outcome(enum.IntEnum):
    """In order of strictness."""

    PASS = 0
    HOLD = 1
    REFUSE = 2


@dataclass(frozen=True)
class Draft:
    """A text on its way: its kind ('caption', 'bio', 'name'), who wrote it, and in which language, if
    known."""

    kind: str
    text: str
    author_id: int | None
    language: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What a gate says; `reason` is for the writer, in plain words."""

    outcome: Outcome
    reason: str = ""


def read(draft: Draft) -> Verdict:
    """The strictest verdict of all gates; with no gate everything passes, and `doctor` says so."""
    verdicts = [_ask(path, draft) for path in settings.CONTENT_GATES] if draft.text else []
    return max(verdicts, key=lambda verdict: verdict.outcome, default=Verdict(Outcome.PASS))


def _ask(path: str, draft: Draft) -> Verdict:
    try:
        verdict = import_string(path)(draft)
        if not isinstance(verdict, Verdict):
            raise TypeError("a gate must answer with a Verdict")
        return verdict
    except Exception:
        # The text itself must not reach the log: only which gate, which kind.
        log.exception("gate.crashed", extra={"gate": path, "kind": draft.kind})
        return Verdict(Outcome.HOLD, "")
