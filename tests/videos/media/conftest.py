"""Small material, made once from the real clips: 240 points on the long side, two seconds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import clips

Maker = Callable[..., Path]
QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


@pytest.fixture(scope="session")
def small() -> Path:
    """A landscape film with sound, 320x180, 25 pictures a second, two seconds."""
    return _cut(clips.landscape(), "small.mp4", "scale=320:180,fps=25")


@pytest.fixture(scope="session")
def small_portrait() -> Path:
    return _cut(clips.portrait(), "small-portrait.mp4", "scale=180:320,fps=30")


@pytest.fixture(scope="session")
def small_silent() -> Path:
    return _cut(clips.silent(), "small-silent.mp4", "scale=320:180")


def _cut(source: Path, name: str, filters: str) -> Path:
    target = clips.scratch() / name
    return clips.make(target, "-i", str(source), "-t", "2", "-vf", filters, *QUICK, "-ac", "2", "-c:a", "aac")


@pytest.fixture
def made(tmp_path: Path) -> Maker:
    """`made("name.mp4", "-i", …)` runs plain ffmpeg into the folder of this test."""

    def make(name: str, *arguments: str | Path) -> Path:
        return clips.make(tmp_path / name, *(str(argument) for argument in arguments))

    return make
