from dataclasses import dataclass, field
from typing import Any

import pytest

from kindwords.attributes import ATTRIBUTES
from kindwords.policy import Outcome, decide
from kindwords.reading import Reading

TABLE: dict[str, Any] = {
    "rethink": {"en": {"TOXICITY": 0.5, "THREAT": 0.5}, "es": {"TOXICITY": 0.7}},
    "hold": {"en": {"THREAT": 0.8}},
    "refuse": {"en": {"THREAT": 0.95, "INSULT": 0.1}},
    "distress": 0.5,
}


@dataclass
class Holder:
    thresholds: dict[str, Any] = field(default_factory=lambda: TABLE)


def reading(language: str | None = "en", distress: float = 0.0, **scores: float) -> Reading:
    every = {a.value: scores.get(a.value, 0.0) for a in ATTRIBUTES}
    return Reading(every, (), language, (), distress, "m", "d", "i")


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ({}, Outcome.FINE),
        ({"TOXICITY": 0.5}, Outcome.RETHINK),
        ({"THREAT": 0.8}, Outcome.HOLD),
        ({"THREAT": 0.95}, Outcome.REFUSE),
        ({"INSULT": 1.0}, Outcome.FINE),  # not a thing to refuse, whatever a table says
        ({"PROFANITY": 1.0, "KINDNESS": 1.0}, Outcome.FINE),
    ],
)
def test_outcomes_follow_the_table(scores: dict[str, float], outcome: Outcome) -> None:
    assert decide(reading(**scores), Holder()).outcome is outcome


def test_a_person_in_danger_is_never_stopped() -> None:
    decision = decide(reading(distress=0.9, TOXICITY=0.9), Holder())
    assert (decision.outcome, decision.offer_help) == (Outcome.FINE, True)


def test_pushing_somebody_is_no_cry_for_help() -> None:
    assert decide(reading(distress=0.6, THREAT=0.96), Holder()).outcome is Outcome.REFUSE


def test_an_unknown_language_is_judged_by_the_most_careful() -> None:
    assert decide(reading(None, TOXICITY=0.6), Holder()).outcome is Outcome.FINE
    assert decide(reading(None, TOXICITY=0.7), Holder()).outcome is Outcome.RETHINK
