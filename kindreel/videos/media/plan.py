"""Which sizes a video is offered in, and how its time line is cut into small pictures."""

import math
from dataclasses import dataclass

from kindreel.videos.media.probe import Probe

LONGEST_SHAPE = 20 / 9  # a rung's long side: no shape wider than a tall phone costs more than that phone's
WORTH_IT = 1.2  # a rung that adds less than this is left out


@dataclass(frozen=True)
class Spec:
    name: str  # the rung it stands on; the real sides may be smaller
    width: int
    height: int
    crf: int
    maxrate_k: int


RUNGS = ((480, 24, 1400), (720, 23, 2800), (1080, 23, 5000))


@dataclass(frozen=True)
class Sheet:
    """One picture made of small ones, row by row: what is to be seen each `every` seconds."""

    width: int  # of one small picture
    height: int
    columns: int
    rows: int
    every: float
    count: int


MOST_TILES, MOST_COLUMNS, TILE_BOX, SHORTEST_STEP = 60, 10, (160, 208), 0.5


def sheet(width: int, height: int, duration: float) -> Sheet:
    """Fits every shape and length into a picture of a few hundred kilobytes at most."""
    every = max(SHORTEST_STEP, round(duration / MOST_TILES, 3))
    count = max(1, min(MOST_TILES, math.ceil(duration / every)))
    factor = min(1.0, TILE_BOX[0] / width, TILE_BOX[1] / height)
    columns = min(MOST_COLUMNS, count)
    rows = math.ceil(count / columns)
    return Sheet(_even(width * factor), _even(height * factor), columns, rows, every, count)


def ladder(probe: Probe) -> list[Spec]:
    """Smallest first, at least one, never enlarged, never cropped. A rung counts the short side."""
    specs: list[Spec] = []
    for rung, crf, maxrate_k in RUNGS:
        short, long = sorted((probe.width, probe.height))
        factor = min(1.0, rung / short, rung * LONGEST_SHAPE / long)
        width, height = _even(probe.width * factor), _even(probe.height * factor)
        if not specs or width * height >= specs[-1].width * specs[-1].height * WORTH_IT**2:
            specs.append(Spec(f"{rung}p", width, height, crf, maxrate_k))
    return specs


def _even(side: float) -> int:
    return max(2, round(side / 2 - 0.01) * 2)  # the hundredth keeps an odd source from growing by a point
