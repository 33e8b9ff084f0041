"""From a reading to what a community may do: fine, rethink, hold, refuse. The weights bring thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from kindwords.attributes import HARMS, Attribute
from kindwords.reading import Reading

# Refusing is for these alone, and only at high certainty; everything else can be talked about.
REFUSABLE = (
    Attribute.THREAT,
    Attribute.IDENTITY_ATTACK,
    Attribute.SEXUALLY_EXPLICIT,
    Attribute.SELF_HARM_ENCOURAGEMENT,
)
_NEVER = 2.0  # above every score


class Outcome(StrEnum):
    FINE = "fine"
    RETHINK = "rethink"
    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Decision:
    """`reasons` are the attributes that reached the outcome; `offer_help` stands beside any outcome."""

    outcome: Outcome
    reasons: tuple[Attribute, ...]
    offer_help: bool


class HasThresholds(Protocol):
    @property
    def thresholds(self) -> dict[str, Any]: ...


def decide(reading: Reading, engine: HasThresholds) -> Decision:
    """A person who may be in danger is never stopped: that is always fine, with an offer of help."""
    table = engine.thresholds
    distress = reading.distress >= float(table.get("distress", _NEVER))
    for outcome in (Outcome.REFUSE, Outcome.HOLD, Outcome.RETHINK):
        limits = limits_for(table, outcome, reading.language)
        reasons = tuple(a for a in HARMS if reading.scores[a] >= limits.get(a, _NEVER))
        if not reasons:
            continue
        if distress and not _aimed(reading):
            break
        return Decision(outcome, reasons, distress)
    return Decision(Outcome.FINE, (), distress)


def limits_for(table: Mapping[str, Any], outcome: Outcome, language: str | None) -> dict[str, float]:
    """Thresholds of a language; a text in none of ours is judged by the most careful of each."""
    by_language: Mapping[str, Mapping[str, float]] = table.get(outcome.value, {})
    if language is not None and language in by_language:
        found = dict(by_language[language])
    else:
        names = {name for limits in by_language.values() for name in limits}
        found = {n: max(limits.get(n, _NEVER) for limits in by_language.values()) for n in names}
    if outcome is Outcome.REFUSE:
        return {name: limit for name, limit in found.items() if name in REFUSABLE}
    return found


def _aimed(reading: Reading) -> bool:
    """Clearly at somebody else: pushing another person to harm themselves is no cry for help."""
    pushing = max(reading.scores[Attribute.SELF_HARM_ENCOURAGEMENT], reading.scores[Attribute.THREAT])
    return pushing > reading.distress
