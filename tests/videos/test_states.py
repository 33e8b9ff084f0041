import pytest

from kindreel.videos.states import AT_WORK, GRAPH, State


def test_every_state_can_be_reached_and_left() -> None:
    assert set(GRAPH) == set(State)
    reached = {State.RECEIVED} | {to for step in GRAPH.values() for to in step.after}
    assert reached == set(State)
    assert all(step.after for step in GRAPH.values())


@pytest.mark.parametrize("state", AT_WORK)
def test_work_can_fail_and_leads_to_an_end(state: State) -> None:
    assert State.FAILED in GRAPH[state].after
    seen, todo = set(), [state]
    while todo:
        here = todo.pop()
        seen.add(here)
        todo += [to for to in GRAPH[here].after if to not in seen]
    assert State.PUBLISHED in seen
