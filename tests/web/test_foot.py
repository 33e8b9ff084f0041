"""The chooser of languages at the foot of every page."""

import re

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


def test_foot_offers_every_language_by_its_own_name(client: Client) -> None:
    page = client.get("/about").content.decode()
    offered = re.findall(r'name="language" value="([\w-]+)" lang="\1"[^>]*>([^<]+)<', page)
    assert offered == settings.LANGUAGES


def test_foot_marks_the_language_of_the_page(client: Client) -> None:
    page = client.get("/about", headers={"Accept-Language": "pt-BR"}).content.decode()
    assert re.findall(r'value="([\w-]+)" lang="[\w-]+" aria-current="true"', page) == ["pt-br"]


def test_choice_at_the_foot_leads_back_to_the_same_page(client: Client) -> None:
    before = re.search(r'name="next" value="([^"]+)"', client.get("/discover").content.decode())
    assert before is not None
    answer = client.post("/language/", {"language": "fil", "next": before[1]}, follow=True)
    assert answer.redirect_chain == [("/discover", 302)]
    assert '<html lang="fil"' in answer.content.decode()
