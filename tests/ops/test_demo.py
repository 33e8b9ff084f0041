import pytest

from kindreel.ops import demo
from kindreel.ops.answer import Failed
from kindreel.people.models import Follow, Person
from kindreel.videos.models import Video
from tests.world import World


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_demo_fills_an_empty_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "VIDEOS", demo.VIDEOS[:1])
    assert demo.fill([], "a password for all") == 1
    assert Person.objects.count() == len(demo.PEOPLE)
    assert Person.objects.get(handle="mona").check_password("a password for all")
    assert Follow.objects.count() == len(demo.FOLLOWS)
    assert [video.state for video in Video.objects.all()] == ["published"]


def test_demo_leaves_a_place_with_people_alone(world: World) -> None:
    with pytest.raises(Failed, match="people here already"):
        demo.fill([], "x")
