import logging

import pytest

from kindreel.core.models import Heartbeat
from kindreel.ops import ticker
from kindreel.ops.ticker import Chore


def test_a_chore_that_crashes_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    plan = [Chore("bad", 10, lambda: 1 / 0), Chore("good", 10, lambda: done.append("good"))]
    with caplog.at_level(logging.ERROR, "kindreel.ticker"):
        ticker.run_due(plan, now=0)
    assert done == ["good"]
    assert [(record.message, record.chore) for record in caplog.records] == [("chore.crashed", "bad")]  # type: ignore[attr-defined]


def test_chores_run_when_they_are_due() -> None:
    done: list[float] = []
    plan = [Chore("often", 2, lambda: done.append(2)), Chore("rarely", 5, lambda: done.append(5))]
    for now in (0, 1, 2, 4, 5, 6):
        ticker.run_due(plan, now=now)
    assert done == [2, 5, 2, 2, 5, 2]


def test_every_chore_of_the_plan_runs_on_an_empty_place(db: None, caplog: pytest.LogCaptureFixture) -> None:
    plan = ticker.fresh_plan()
    ticker.run_due(plan, now=0)
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert len({chore.name for chore in plan}) == len(plan)
    assert Heartbeat.objects.get().name.startswith("ticker@")
