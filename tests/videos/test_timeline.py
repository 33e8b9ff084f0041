import pytest

from kindreel.videos import timeline
from kindreel.videos.models import Video
from kindreel.videos.timeline import can_retry, reason_of


def way(state: str, **fields: object) -> list[tuple[str, str]]:
    return [(step.words, step.state) for step in timeline.timeline(Video(state=state, **fields))]


def test_the_way_from_received_to_live_is_told_step_by_step() -> None:
    assert way("received") == [
        ("Received", "done"),
        ("Being checked", "now"),
        ("Then it is rendered", "ahead"),
        ("Live soon", "ahead"),
    ]
    assert way("rendering", percent=62, probe={"a": 1}) == [
        ("Received", "done"),
        ("Checked", "done"),
        ("Being rendered, 62 %", "now"),
        ("Live soon", "ahead"),
    ]
    assert way("published", unfinished=True) == [("Live; sharper versions follow", "done")]
    assert way("published") == [("Live", "done")]
    assert way("held")[-1] == ("Waiting for a moderator", "now")
    assert way("removed") == [("Removed", "failed")]


def test_a_failure_stands_where_it_happened() -> None:
    assert way("failed", reason="not_a_video") == [("Received", "done"), ("It did not work", "failed")]
    late = way("failed", reason="out_of_time", probe={"a": 1})
    assert late == [("Received", "done"), ("Checked", "done"), ("It did not work", "failed")]


@pytest.mark.parametrize("reason", [*timeline.REASONS, "something new"])
def test_another_try_is_offered_where_it_can_help(reason: str) -> None:
    hopeless = reason in {"not_a_video", "too_long", "too_large", "no_picture", "broken", "unsupported"}
    failed = Video(state="failed", reason=reason)
    assert can_retry(failed) is not hopeless
    assert reason_of(failed).endswith(".")
