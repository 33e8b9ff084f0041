"""Small moving pictures of our own drawing, for a demonstration without a camera: each is a scene that moves.

A scene is a function `scene(draw, moment)`, with `moment` from 0 to 1, on a canvas of WIDE × HIGH points. It
ends as it began, so that it loops.
"""

import math
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

WIDE, HIGH, RATE, SECONDS = 540, 960, 24, 4
Draw = ImageDraw.ImageDraw
Scene = Callable[[Draw, float], None]
Colour = tuple[int, int, int]


def blend(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def sky(draw: Draw, top: Colour, bottom: Colour, stripes: int = 120) -> None:
    step = HIGH / stripes
    for number in range(stripes):
        box = (0, number * step, WIDE, (number + 1) * step + 1)
        draw.rectangle(box, fill=blend(top, bottom, number / (stripes - 1)))


def wave(moment: float, turns: float = 1, shift: float = 0) -> float:
    return math.sin(2 * math.pi * (moment * turns + shift))


def disc(draw: Draw, x: float, y: float, radius: float, colour: Colour) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def heart(draw: Draw, x: float, y: float, size: float, colour: Colour) -> None:
    points = []
    for step in range(40):
        turn = 2 * math.pi * step / 40
        across = 16 * math.sin(turn) ** 3
        up = 13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)
        points.append((x + across * size / 32, y - up * size / 32))
    draw.polygon(points, fill=colour)


def friend(draw: Draw, x: float, y: float, size: float, colour: Colour, smile: float) -> None:
    """Somebody round, with eyes and as much of a smile as `smile` (0 to 1)."""
    disc(draw, x, y, size, colour)
    for side in (-1, 1):
        disc(draw, x + side * size * 0.35, y - size * 0.15, size * 0.09, (34, 27, 31))
    bend = size * (0.1 + 0.35 * smile)
    draw.arc(
        (x - size * 0.4, y - bend * 0.2, x + size * 0.4, y + bend),
        10,
        170,
        (34, 27, 31),
        max(3, int(size / 14)),
    )


def hearts(draw: Draw, moment: float) -> None:
    """Hearts rise, and none is like another."""
    sky(draw, (142, 68, 196), (255, 138, 91))
    dice = random.Random(4)  # noqa: S311
    for _ in range(26):
        x, size, start, pace = (
            dice.random() * WIDE,
            40 + 90 * dice.random(),
            dice.random(),
            dice.choice([1, 1, 2]),
        )
        rise = (start + moment * pace) % 1
        colour = blend((229, 56, 109), (255, 226, 214), dice.random() * 0.7)
        heart(draw, x + 22 * wave(rise, 2, start), HIGH * 1.1 - rise * HIGH * 1.25, size, colour)


def boat(draw: Draw, moment: float) -> None:
    """A paper boat on an evening sea."""
    sky(draw, (250, 214, 165), (229, 112, 109))
    disc(draw, WIDE * 0.68, HIGH * 0.36, 78, (255, 244, 238))
    for row, colour in enumerate([(74, 92, 138), (58, 74, 118), (42, 56, 96), (30, 40, 74)]):
        if row == 2:
            _paper_boat(
                draw,
                WIDE / 2 + 30 * wave(moment),
                HIGH * 0.66 + 12 * wave(moment, 2),
                wave(moment, 1, 0.2) * 0.12,
            )
        base = HIGH * (0.58 + 0.09 * row)
        line = [(x, base + 14 * wave(x / WIDE, 1.5, row * 0.3 + moment * (1 if row % 2 else -1)))
                for x in range(0, WIDE + 20, 20)]  # fmt: skip
        draw.polygon([*line, (WIDE, HIGH), (0, HIGH)], fill=colour)


def _paper_boat(draw: Draw, x: float, y: float, tilt: float) -> None:
    def turned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        cos, sin = math.cos(tilt), math.sin(tilt)
        return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]

    draw.polygon(turned([(-110, 0), (110, 0), (70, 52), (-70, 52)]), fill=(255, 249, 245))
    draw.polygon(turned([(-52, 0), (0, -96), (52, 0)]), fill=(234, 223, 217))
    draw.polygon(turned([(-52, 0), (0, -96), (0, 0)]), fill=(255, 249, 245))


def sprout(draw: Draw, moment: float) -> None:
    """Something small grows when somebody waters it, and leans to the light."""
    sky(draw, (206, 232, 220), (255, 249, 245))
    grown = 0.5 - 0.5 * math.cos(2 * math.pi * moment)
    disc(draw, WIDE * 0.2, HIGH * 0.17, 64 + 6 * grown, (240, 176, 74))
    draw.polygon([(150, 960), (176, 720), (364, 720), (390, 960)], fill=(178, 92, 62))
    draw.rectangle((160, 690, 380, 736), fill=(198, 108, 74))
    top = 690 - 90 - 330 * grown
    lean = -46 * grown
    stem = [(270 + lean * (step / 20) ** 2, 690 + (top - 690) * step / 20) for step in range(21)]
    draw.line(stem, fill=(46, 125, 91), width=14, joint="curve")
    for number, (x, y) in enumerate(stem[5:20:4]):
        side, size = (1 if number % 2 else -1), 34 + 56 * grown
        draw.ellipse(sorted_box(x, y - 18, x + side * size * 1.6, y + 22), fill=(108, 199, 154))
    heart(draw, stem[-1][0], stem[-1][1] - 10, 40 + 120 * grown, (204, 35, 89))


def sorted_box(x: float, y: float, other_x: float, other_y: float) -> tuple[float, float, float, float]:
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def meeting(draw: Draw, moment: float) -> None:
    """Two who did not know each other."""
    sky(draw, (255, 233, 240), (255, 208, 190))
    draw.rectangle((0, HIGH * 0.72, WIDE, HIGH), fill=(255, 249, 245))
    near = 0.5 - 0.5 * math.cos(2 * math.pi * moment)
    hop = abs(wave(moment, 3)) * 34
    friend(draw, 70 + 110 * near, HIGH * 0.64 - hop, 92, (255, 138, 91), near)
    friend(
        draw, WIDE - 70 - 110 * near, HIGH * 0.64 - abs(wave(moment, 3, 0.17)) * 34, 92, (142, 68, 196), near
    )
    if near > 0.55:
        heart(draw, WIDE / 2, HIGH * 0.36 - 60 * (near - 0.55), 260 * (near - 0.45), (229, 56, 109))


def evening(draw: Draw, moment: float) -> None:
    """A town in which lights come on, one after the other."""
    sky(draw, (20, 16, 40), (142, 68, 150))
    disc(draw, WIDE * 0.76, HIGH * 0.16, 52, (255, 244, 238))
    dice = random.Random(9)  # noqa: S311
    lit = 0.5 - 0.5 * math.cos(2 * math.pi * moment)
    x = -10.0
    while x < WIDE:
        width, height = 80 + 60 * dice.random(), 260 + 380 * dice.random()
        draw.rectangle(
            (x, HIGH - height, x + width, HIGH), fill=blend((34, 27, 60), (58, 40, 84), dice.random())
        )
        for row in range(int(height // 58)):
            for column in range(int(width // 40)):
                on = dice.random() < lit
                left, top = x + 14 + column * 38, HIGH - height + 22 + row * 56
                draw.rectangle((left, top, left + 20, top + 30), fill=(240, 176, 74) if on else (46, 36, 72))
        x += width + 6


def balloons(draw: Draw, moment: float) -> None:
    """Every one on its own string, all together."""
    sky(draw, (136, 190, 232), (255, 249, 245))
    colours: list[Colour] = [(229, 56, 109), (240, 176, 74), (46, 125, 91), (142, 68, 196), (255, 138, 91)]
    for number, colour in enumerate(colours):
        x = WIDE / 2 + (number - 2) * 92 + 16 * wave(moment, 1, number * 0.2)
        y = HIGH * (0.36 + 0.07 * (number % 2)) + 22 * wave(moment, 1, number * 0.31)
        draw.line([(x, y + 90), (WIDE / 2, HIGH * 0.86)], fill=(107, 95, 102), width=3)
        draw.ellipse((x - 62, y - 82, x + 62, y + 84), fill=colour)
        draw.ellipse((x - 34, y - 56, x - 8, y - 18), fill=blend(colour, (255, 255, 255), 0.5))
    friend(draw, WIDE / 2, HIGH * 0.9, 84, (255, 208, 190), 0.5 + 0.5 * wave(moment))


SCENES: list[Scene] = [meeting, sprout, boat, evening, balloons, hearts]


def film(scene: Scene, target: Path, *, tone: int) -> Path:
    """The scene as a film with a quiet tone, made by the ffmpeg that comes with the packages."""
    from kindreel.videos.media.ffmpeg import binary

    picture = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDE}x{HIGH}", "-r", str(RATE), "-i", "pipe:0"]
    sound = [
        "-f",
        "lavfi",
        "-i",
        f"sine=frequency={tone}:sample_rate=48000:duration={SECONDS},volume=0.1,tremolo=f=2",
    ]
    coding = [
        "-pix_fmt",
        "yuv420p",
        "-preset",
        "veryfast",
        "-crf",
        "18",
        "-c:a",
        "aac",
        "-shortest",
        "-y",
        str(target),
    ]
    argv = [binary(), "-hide_banner", "-loglevel", "error", *picture, *sound, *coding]
    with subprocess.Popen(argv, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101  # it was asked for
        for number in range(RATE * SECONDS):
            image = Image.new("RGB", (WIDE, HIGH))
            scene(ImageDraw.Draw(image), number / (RATE * SECONDS))
            process.stdin.write(image.tobytes())
    if process.returncode:
        raise OSError("ffmpeg could not make the film")
    return target
