import base64
import json
from datetime import timedelta

import pytest

from kindreel.core import clock
from kindreel.core.errors import Refused
from kindreel.core.paging import paged
from kindreel.videos.models import Video
from tests.world import World, video


def test_pages_show_every_row_once_even_with_equal_times(world: World) -> None:
    moment = clock.now()
    made = [video(world.ana, published_at=moment - timedelta(hours=number // 3)) for number in range(11)]
    Video.objects.update(published_at=moment)
    for one, number in zip(made, range(11), strict=True):
        Video.objects.filter(pk=one.pk).update(published_at=moment - timedelta(hours=number // 3))
    seen, cursor = [], None
    while True:
        page = paged(Video.objects.all(), by="published_at", cursor=cursor, size=4)
        seen += [one.pk for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    rows = Video.objects.order_by("-published_at", "-pk").values_list("pk", flat=True)
    assert seen == list(rows)


def test_a_row_that_comes_or_goes_disturbs_no_page(world: World) -> None:
    made = [video(world.ana) for _ in range(4)]
    first = paged(Video.objects.all(), by="published_at", cursor=None, size=2)
    video(world.ana)
    made[3].delete()
    second = paged(Video.objects.all(), by="published_at", cursor=first.next, size=2)
    assert [one.pk for one in second.items] == [made[1].pk, made[0].pk]


NOON = "2026-11-25T12:00:00+00:00"
ODD = [
    (NOON, "\ud800"), (NOON, "\x00"), (NOON, 1), ("2026-11-25T12:00:00", "x"),
    ("0001-01-01T00:00:00+14:00", "x"), ("9999-12-31T23:59:59-14:00", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "key"), ODD)
def test_a_cursor_that_no_database_can_read_is_refused(world: World, when: str, key: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps([when, key]).encode()).decode().rstrip("=")
    with pytest.raises(Refused):
        paged(Video.objects.all(), by="published_at", cursor=cursor, size=2)


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "e30", "WyJ4IiwieSJd", "a" * 300, "WzEsMl0"])
def test_a_cursor_that_is_not_ours_is_refused(world: World, cursor: str) -> None:
    with pytest.raises(Refused):
        paged(Video.objects.all(), by="published_at", cursor=cursor, size=2)
