from pathlib import Path

import pytest
from PIL import Image

from kindreel.videos.media import stills
from kindreel.videos.media.plan import Sheet
from kindreel.videos.media.probe import probe
from tests.videos.media.conftest import QUICK, Maker


def size(path: Path) -> tuple[int, int]:
    with Image.open(path, formats=["JPEG"]) as picture:
        assert not picture.getexif()
        return picture.size


@pytest.fixture
def two_colours(made: Maker) -> Path:
    """One second of red, then one of blue."""
    red, blue = (f"color=s=160x90:d=1:r=10:c={colour}" for colour in ("red", "blue"))
    join = ["-filter_complex", "[0][1]concat"]
    return made("two.mp4", "-f", "lavfi", "-i", red, "-f", "lavfi", "-i", blue, *join, *QUICK)


@pytest.mark.parametrize(
    ("at", "colour"), [(0, "red"), (0.5, "red"), (1.5, "blue"), (99, "red"), (-1, "red")]
)
def test_poster_shows_the_chosen_moment(two_colours: Path, tmp_path: Path, at: float, colour: str) -> None:
    target = tmp_path / "poster.jpg"
    assert stills.poster(two_colours, target, at) == size(target) == (160, 90)
    strong = stills.backdrop(target)
    red, blue = int(strong[1:3], 16), int(strong[5:7], 16)
    assert (red > 200 and blue < 60) if colour == "red" else (blue > 200 and red < 60)


def test_poster_is_upright_and_no_larger_than_a_phone(small: Path, tmp_path: Path, made: Maker) -> None:
    large = made("large.mp4", "-i", small, "-t", "0.2", "-vf", "scale=1920:1080", *QUICK, "-an")
    turned = made("turned.mp4", "-display_rotation", "90", "-i", large, "-c", "copy")
    assert stills.poster(turned, tmp_path / "poster.jpg", 0, probe(turned)) == (720, 1280)


def test_poster_of_hdr_is_not_grey(tmp_path: Path, made: Maker) -> None:
    tags = (
        "format=yuv420p10le,setparams=range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084"
    )
    codec = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]
    paper = ["-f", "lavfi", "-i", "color=s=160x90:d=1:r=10:c=0x949494"]
    film = made("hdr.mp4", *paper, "-vf", tags, *codec)
    stills.poster(film, tmp_path / "poster.jpg", 0, probe(film))
    assert int(stills.backdrop(tmp_path / "poster.jpg")[1:3], 16) > 150


def test_preview_is_short_small_and_mute(made: Maker, tmp_path: Path) -> None:
    long = made(
        "long.mp4",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=640x360:r=30:d=5",
        "-f",
        "lavfi",
        "-i",
        "sine=d=5",
        *QUICK,
    )
    stills.preview(long, tmp_path / "preview.mp4")
    found = probe(tmp_path / "preview.mp4")
    assert (found.width, found.height, found.duration, found.has_audio) == (320, 180, 3.0, False)


def test_preview_of_a_short_film_is_the_film(small: Path, tmp_path: Path) -> None:
    stills.preview(small, tmp_path / "preview.mp4")
    assert probe(tmp_path / "preview.mp4").duration == pytest.approx(2, abs=0.1)


def test_sprite_is_one_picture_with_a_grid(two_colours: Path, tmp_path: Path) -> None:
    stills.sprite(two_colours, tmp_path / "sprite.jpg", Sheet(160, 90, 2, 3, every=0.5, count=6))
    assert size(tmp_path / "sprite.jpg") == (320, 270)
    with Image.open(tmp_path / "sprite.jpg") as picture:
        points = [picture.getpixel(at) for at in ((80, 45), (80, 135))]
    assert points[0][0] > 200
    assert points[1][2] > 200


def test_backdrop_is_a_css_colour(tmp_path: Path) -> None:
    Image.new("RGB", (16, 16), (128, 128, 128)).save(tmp_path / "plain.jpg", quality=100)
    assert stills.backdrop(tmp_path / "plain.jpg") == "#808080"
