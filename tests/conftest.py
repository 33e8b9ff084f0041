"""What all tests share: a clean data folder and three people with stories (`world.py`)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.world import World


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Files of one test never meet those of another."""
    settings.WORK.mkdir(parents=True, exist_ok=True)
    yield settings.DATA
    for name in ("files", "work", "uploads"):
        shutil.rmtree(settings.DATA / name, ignore_errors=True)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    return World.begin()
