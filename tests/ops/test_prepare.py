import time

import pytest
from django.conf import settings

from kindreel.ops import prepare
from kindreel.people.actions import links
from kindreel.people.actions.join import create_person
from kindreel.people.models import OneTimeLink
from kindreel.people.models.person import Role

pytestmark = pytest.mark.django_db


def test_first_start_gives_a_link_that_works() -> None:
    link = prepare.first_administrator()
    assert link.startswith("http://localhost:8000/door/")
    assert links.find(link.rstrip("/").rsplit("/", 1)[1], OneTimeLink.Kind.ADMIN)


def test_with_an_administrator_there_is_no_link() -> None:
    create_person(handle="boss", role=Role.ADMIN)
    assert prepare.first_administrator() == ""
    assert not OneTimeLink.objects.exists()


def test_each_start_ends_the_link_of_the_one_before() -> None:
    prepare.first_administrator()
    prepare.first_administrator()
    assert OneTimeLink.objects.count() == 1


def test_second_preparation_is_quick() -> None:
    prepare.everything()
    begin = time.perf_counter()
    prepare.everything()
    assert time.perf_counter() - begin < 5  # about half a second where nothing else runs
    assert all(
        folder.is_dir() for folder in (settings.FILES, settings.UPLOADS, settings.WORK, settings.STATIC_ROOT)
    )


def test_static_files_are_collected_again_when_one_changed() -> None:
    prepare.static_files()
    stamp = settings.DATA / "static.stamp"
    stamp.write_text("other")
    prepare.static_files()
    assert stamp.read_text() != "other"
