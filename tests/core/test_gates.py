import logging

import pytest
from django.test import override_settings

from kindreel.core.gates import Draft, Outcome, Verdict, read

DRAFT = Draft("caption", "a secret sentence", 1)


def let_pass(draft: Draft) -> Verdict:
    return Verdict(Outcome.PASS)


def hold(draft: Draft) -> Verdict:
    return Verdict(Outcome.HOLD, "look at it")


def refuse(draft: Draft) -> Verdict:
    return Verdict(Outcome.REFUSE, "not here")


def crash(draft: Draft) -> Verdict:
    raise RuntimeError("broken")


def mumble(draft: Draft) -> None:
    return None


def _gates(*names: str) -> object:
    return override_settings(CONTENT_GATES=[f"tests.core.test_gates.{name}" for name in names])


def test_without_gates_everything_passes() -> None:
    with _gates():
        assert read(DRAFT).outcome == Outcome.PASS


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        (["let_pass"], Outcome.PASS),
        (["let_pass", "hold"], Outcome.HOLD),
        (["refuse", "hold"], Outcome.REFUSE),
        (["crash"], Outcome.HOLD),
        (["mumble"], Outcome.HOLD),
        (["let_pass", "no_such_gate"], Outcome.HOLD),
    ],
)
def test_the_strictest_verdict_counts_and_a_crash_holds(names: list[str], outcome: Outcome) -> None:
    with _gates(*names):
        assert read(DRAFT).outcome == outcome


def test_nothing_written_needs_no_reading() -> None:
    with _gates("crash"):
        assert read(Draft("bio", "", 1)).outcome == Outcome.PASS


def test_a_crash_is_logged_without_the_text(caplog: pytest.LogCaptureFixture) -> None:
    with _gates("crash"), caplog.at_level(logging.ERROR):
        read(DRAFT)
    assert "gate.crashed" in caplog.text
    assert "secret" not in caplog.text
