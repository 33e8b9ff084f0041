"""Schemathesis over the whole API: no 5xx, no answer that the schema does not promise."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from kindreel.people.actions.links import make_token
from kindreel.wsgi import application
from tests.world import World, video

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def token(world: World) -> Iterator[str]:
    """Requests pass through WSGI as from outside, but must not close the connection of the test."""
    video(world.ana, "hello #sea")
    video(world.ben, "mine")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield make_token(person=world.ben, name="test")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# The test client of schemathesis does not close what it was answered; the server does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_no_request_breaks_the_api(case: schemathesis.Case, token: str) -> None:
    response = case.call(headers={"Authorization": f"Bearer {token}"})
    assert response.status_code < 500, response.text[:500]


def test_the_schema_is_open(db: None) -> None:
    body = Client().get("/api/v1/openapi.json").json()
    assert body["openapi"].startswith("3.1")
