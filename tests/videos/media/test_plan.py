from dataclasses import replace

import pytest

from kindreel.videos.media.plan import ladder, sheet
from kindreel.videos.media.probe import Probe

PLAIN = Probe(
    container="mov",
    duration=10,
    width=1080,
    height=1920,
    rotation=0,
    fps=30,
    variable_fps=False,
    video_codec="h264",
    pixel_format="yuv420p",
    hdr=False,
    interlaced=False,
    colour_space=1,
    has_audio=True,
    audio_codec="aac",
    audio_channels=2,
    audio_index=0,
    silent=False,
    loudness=-20.0,
)
SHAPES = {
    (1080, 1920): [(480, 854), (720, 1280), (1080, 1920)],
    (2160, 3840): [(480, 854), (720, 1280), (1080, 1920)],
    (1920, 1080): [(854, 480), (1280, 720), (1920, 1080)],
    (1080, 2400): [(480, 1066), (720, 1600), (1080, 2400)],
    (720, 720): [(480, 480), (720, 720)],
    (720, 1280): [(480, 854), (720, 1280)],
    (640, 1136): [(480, 852), (640, 1136)],
    (500, 900): [(480, 864)],
    (360, 640): [(360, 640)],
    (321, 181): [(320, 180)],
    (17, 16): [(16, 16)],
    (4096, 1000): [(1066, 260), (1600, 390), (2400, 586)],
    (16, 4096): [(4, 1066), (6, 1600), (10, 2400)],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_ladder_for_each_shape(shape: tuple[int, int]) -> None:
    specs = ladder(replace(PLAIN, width=shape[0], height=shape[1]))
    assert [(spec.width, spec.height) for spec in specs] == SHAPES[shape]


def test_ladder_names_are_rungs_smallest_first() -> None:
    assert [spec.name for spec in ladder(PLAIN)] == ["480p", "720p", "1080p"]


def test_ladder_is_never_empty_odd_or_larger_than_the_source() -> None:
    for width in range(16, 4097, 97):
        for height in range(16, 4097, 89):
            specs = ladder(replace(PLAIN, width=width, height=height))
            assert specs
            assert all(spec.width % 2 == spec.height % 2 == 0 for spec in specs)
            assert all(spec.width <= width and spec.height <= height for spec in specs)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ((480, 854, 7.0), (116, 208, 10, 2, 0.5, 14)),
        ((854, 480, 180.0), (160, 90, 10, 6, 3.0, 60)),
        ((480, 480, 0.04), (160, 160, 1, 1, 0.5, 1)),
        ((16, 1066, 2.0), (4, 208, 4, 1, 0.5, 4)),
        ((90, 160, 1.0), (90, 160, 2, 1, 0.5, 2)),
    ],
)
def test_sheet_fits_every_shape_and_length(
    shape: tuple[int, int, float], wanted: tuple[int, int, int, int, float, int]
) -> None:
    made = sheet(*shape)
    assert (made.width, made.height, made.columns, made.rows, made.every, made.count) == wanted
