"""The page where an author adds captions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World, video

SRT = b"1\n00:00:00,000 --> 00:00:02,000\nHello\n"


@pytest.fixture
def ana(world: World) -> Client:
    client = Client()
    client.force_login(world.ana)
    return client


def test_an_author_adds_sees_and_takes_away_captions(ana: Client, world: World) -> None:
    row = video(world.ana)
    address = f"/v/{row.pk}/captions/"
    file = SimpleUploadedFile("any.srt", SRT)
    answer = ana.post(address, {"file": file, "language": "pt-br"})
    assert (answer.status_code, answer["location"]) == (302, address)
    assert "Português" in ana.get(address).content.decode()
    page = ana.get(f"/v/{row.pk}").content.decode()
    assert 'srclang="pt-br" label="Português Brasileiro"' in page
    found = ana.get(f"/v/{row.pk}/addresses/").json()
    assert found["captions"]["pt-br"].endswith(".vtt")
    ana.post(address, {"end": "1", "language": "pt-br"})
    assert not row.renditions.filter(spec__startswith="captions").exists()


@pytest.mark.parametrize(
    ("sent", "said"), [(b"", "empty"), (b"no", "no captions in this file"), (None, "Please choose it again")]
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    ana: Client, world: World, sent: bytes | None, said: str
) -> None:
    row = video(world.ana)
    file = {} if sent is None else {"file": SimpleUploadedFile("a.vtt", sent)}
    answer = ana.post(f"/v/{row.pk}/captions/", {"language": "en", **file})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_nobody_else_has_the_page(ana: Client, world: World) -> None:
    row = video(world.ben)
    assert ana.get(f"/v/{row.pk}/captions/").status_code == 404
    assert ana.post(f"/v/{row.pk}/captions/", {"end": "1", "language": "en"}).status_code == 404
