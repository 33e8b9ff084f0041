from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kindreel.ops import drawn
from kindreel.videos.media.probe import probe


def _frame(scene: drawn.Scene, moment: float) -> bytes:
    image = Image.new("RGB", (drawn.WIDE, drawn.HIGH))
    scene(ImageDraw.Draw(image), moment)
    return image.tobytes()


@pytest.mark.parametrize("scene", drawn.SCENES)
def test_a_scene_moves_and_ends_as_it_began(scene: drawn.Scene) -> None:
    first = _frame(scene, 0.0)
    assert _frame(scene, 0.4) != first
    last = _frame(scene, 1.0)
    differing = sum(one != other for one, other in zip(first[::97], last[::97], strict=True))
    assert differing < len(first[::97]) * 0.02


@pytest.mark.slow
def test_a_film_is_one_that_we_take(tmp_path: Path) -> None:
    found = probe(drawn.film(drawn.meeting, tmp_path / "film.mp4", tone=220))
    assert (found.width, found.height, found.has_audio) == (drawn.WIDE, drawn.HIGH, True)
    assert found.duration == pytest.approx(drawn.SECONDS, abs=0.2)
