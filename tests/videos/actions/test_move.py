from datetime import timedelta

import pytest
from django.test import override_settings

from kindreel.core import clock
from kindreel.core.gates import Draft, Outcome, Verdict
from kindreel.videos.actions import change, mend, move, pipeline
from kindreel.videos.actions.receive import About
from kindreel.videos.models import Video
from kindreel.videos.states import ATTEMPTS, State
from tests.world import World, video


def _fresh(world: World, **fields: object) -> Video:
    return video(world.ana, state="received", state_since=clock.now() - timedelta(minutes=5), **fields)


def test_one_worker_claims_a_row(world: World) -> None:
    row = _fresh(world)
    assert move.claim(row.pk) == row
    assert move.claim(row.pk) is None


def test_a_dead_worker_s_claim_runs_out(world: World) -> None:
    row = _fresh(world)
    move.claim(row.pk)
    assert move.put_back() == []
    Video.objects.filter(pk=row.pk).update(deadline=clock.now() - timedelta(seconds=1))
    assert move.put_back() == [row.pk]
    assert move.claim(row.pk) == row


def test_a_move_happens_once(world: World) -> None:
    row = _fresh(world)
    other = Video.objects.get(pk=row.pk)
    assert move.move(row, State.PROBED)
    assert not move.move(other, State.PROBED)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("probed", 0)


def only_kind(draft: Draft) -> Verdict:
    return Verdict(Outcome.HOLD if "unkind" in draft.text else Outcome.PASS)


@override_settings(CONTENT_GATES=["tests.videos.actions.test_move.only_kind"])
def test_words_changed_while_it_renders_do_not_slip_past_the_gate(world: World) -> None:
    row = video(world.ana, "kind words", state="rendering")
    at_work = Video.objects.get(pk=row.pk)
    change.edit(video=row, about=About(caption="unkind words"))
    assert pipeline.publish(at_work)
    row.refresh_from_db()
    assert (row.state, row.reason, row.caption) == ("held", "text", "unkind words")


def test_there_is_no_way_that_the_graph_does_not_have(world: World) -> None:
    with pytest.raises(ValueError, match="no way from received to published"):
        move.move(_fresh(world), State.PUBLISHED)


def test_after_three_tries_it_has_failed_where_a_person_sees_it(world: World) -> None:
    row = _fresh(world, attempts=ATTEMPTS)
    assert move.claim(row.pk) is None
    assert move.put_back() == []
    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "tried")


def test_what_is_live_stays_live_when_the_rest_fails(world: World) -> None:
    row = video(world.ana, unfinished=True, attempts=ATTEMPTS)
    move.put_back()
    row.refresh_from_db()
    assert (row.state, row.unfinished) == ("published", False)


def test_a_deleted_row_is_not_worked_on(world: World) -> None:
    row = _fresh(world, deleted_at=clock.now())
    assert move.claim(row.pk) is None
    assert move.put_back() == []


def test_a_renewed_claim_holds_and_a_lost_one_is_not_revived(world: World) -> None:
    row = move.claim(_fresh(world).pk)
    assert row is not None
    past = clock.now() - timedelta(seconds=1)
    Video.objects.filter(pk=row.pk).update(deadline=past)
    move.renew(row)
    row.refresh_from_db()
    assert row.deadline == past


def test_what_is_held_says_why_although_its_larger_films_failed(world: World) -> None:
    row = video(world.ana, state="held", reason="text", unfinished=True)
    move.give_up(row, "disk_full")
    row.refresh_from_db()
    assert (row.state, row.reason, row.unfinished) == ("held", "text", False)
    mend.send_again(row)
    row.refresh_from_db()
    assert (row.reason, row.unfinished) == ("text", True)
