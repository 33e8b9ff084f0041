import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World, person, video

LISTS = ["/", "/discover", "/tags/sea", "/@ana", "/?kind=following"]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_with_one_and_with_many(
    world: World, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kindreel.people.actions.relations import follow

    follow(follower=world.ben, followed=world.ana)
    client = Client()
    client.force_login(world.ben)
    video(world.ana, "#sea")
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        assert client.get(path).status_code == 200
    for _ in range(4):
        video(world.ana, "#sea and @ben")
    with django_assert_num_queries(len(one)):
        client.get(path)
    assert len(one) <= 17


def test_people_lists_cost_the_same_with_one_and_with_many(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kindreel.people.actions.relations import follow

    client = Client()
    counts = []
    for handles in (["dov"], ["eli", "fay", "gus"]):
        for handle in handles:
            follow(follower=person(handle), followed=world.ana)
        with CaptureQueriesContext(connection) as queries:
            client.get("/@ana/followers/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_lead_to_the_end(world: World) -> None:
    made = {video(world.ana).pk for _ in range(14)}
    client, seen, address = Client(), [], "/api/v1/feed"
    while True:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["items"]]
        if answer["next"] is None:
            break
        address = f"/api/v1/feed?cursor={answer['next']}"
    assert len(seen) == 14
    assert set(seen) == made


@pytest.mark.parametrize("path", ["/", "/discover", "/tags/sea", "/@ana", "/@ana/followers/"])
@pytest.mark.parametrize("cursor", ["x", "%00", "a" * 5000, "WzEsMl0"])
def test_a_cursor_of_somebody_s_own_making_is_answered_plainly(world: World, path: str, cursor: str) -> None:
    answer = Client().get(f"{path}?cursor={cursor}")
    assert answer.status_code == 409
    assert "Begin at the top" in answer.content.decode()


@pytest.mark.parametrize("name", ["%00", "x" * 61, "two words", "123", "<b>", "a/b"])
def test_what_is_no_hashtag_has_no_page(world: World, name: str) -> None:
    assert Client().get(f"/tags/{name}").status_code == 404


def test_a_hashtag_has_one_address(world: World) -> None:
    assert Client().get("/tags/Café")["Location"] == "/tags/cafe"


@pytest.mark.parametrize("handle", ["nobody", "%00", "a" * 500, "..", "аna", "ana%E2%80%AE"])
def test_nobody_is_nobody(world: World, handle: str) -> None:
    assert Client().get(f"/@{handle}").status_code == 404


def test_a_handle_has_one_address(world: World) -> None:
    assert Client().get("/@ANA")["Location"] == "/@ana"


def test_a_private_person_s_page_is_no_find_for_search_engines(world: World) -> None:
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in Client().get("/@cam").content.decode()
    assert noindex not in Client().get("/@ana").content.decode()
