import pytest
from django.test import Client

from tests.world import World


@pytest.mark.parametrize(
    "path", ["/", "/discover", "/about", "/healthz", "/manifest.webmanifest", "/create", "/inbox"]
)
def test_the_pages_of_the_contract_are_there(world: World, path: str) -> None:
    client = Client()
    client.force_login(world.ana)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("asked", "language"),
    [("es-MX,es;q=0.9", "es"), ("pt", "pt-br"), ("fil-PH", "fil"), ("tl", "fil"), ("id", "id"), ("de", "en"),
     ("", "en"), ("x" * 5000, "en")],
)  # fmt: skip
def test_a_visitor_reads_in_the_language_of_their_browser(world: World, asked: str, language: str) -> None:
    answer = Client().get("/about", headers={"accept-language": asked})
    assert answer["Content-Language"] == language


def test_a_person_s_choice_goes_before_the_browser(world: World) -> None:
    client = Client()
    client.post("/language/", {"language": "es"})
    assert client.get("/about", headers={"accept-language": "id"})["Content-Language"] == "es"
    client.force_login(world.ana)
    client.post("/language/", {"language": "fil"})
    world.ana.refresh_from_db()
    assert world.ana.language == "fil"
    assert client.get("/about")["Content-Language"] == "fil"
    client.post("/language/", {"language": "xx"})
    assert client.get("/about")["Content-Language"] == "fil"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a b", "", "localhost:x"])
def test_another_host_s_name_is_turned_away(world: World, host: str) -> None:
    assert Client().get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/nowhere", "/v/short", "/v/" + "a" * 22, "/tags/", "/@", "/settings/nowhere/"]
)
def test_what_is_not_there_is_said_in_words(world: World, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "We can't find this page" in answer.content.decode() or "find this page" in answer.content.decode()


def test_somebody_who_is_leaving_sees_only_the_way_back(world: World) -> None:
    from kindreel.people.actions.leave import leave

    client = Client()
    client.force_login(world.ben)
    leave(person=world.ben)
    for path in ("/", "/create", "/@ana"):
        assert client.get(path)["Location"] == "/settings/come-back/"
