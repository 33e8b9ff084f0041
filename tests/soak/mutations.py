"""Pieces of real clips in many forms, and ways to damage them, all from one seed."""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests import clips

Damage = Callable[[bytearray, random.Random], bytearray]
SMALL = ["-t", "1", "-vf", "scale=160:-2", "-ac", "1"]
QUICK = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
FORMS = {
    "plain.mp4": [*QUICK, "-c:a", "aac", "-movflags", "+faststart"],
    "index-last.mp4": [*QUICK, "-c:a", "aac"],
    "fragments.mp4": [*QUICK, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
    "phone.mov": ["-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-c:a", "aac",
                  "-x265-params", "log-level=none"],
    "recorder.webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1"],
    "vp9.webm": ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"],
    "matroska.mkv": [*QUICK, "-c:a", "libopus"],
    "old.mp4": ["-c:v", "mpeg4", "-c:a", "libmp3lame"],
    "silent.mp4": [*QUICK, "-an"],
}  # fmt: skip
SOURCES = ("neardup_pattern-hd-no-bar.mp4", "bbb_5s_720p.mp4", "handheld_frog.mp4", "asl_again.mkv")


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Every form of a real clip, the clips taken in turn."""
    folder = clips.scratch()
    made = []
    for number, (name, options) in enumerate(FORMS.items()):
        source = clips.clip(SOURCES[number % len(SOURCES)])
        path = clips.make(Path(folder) / f"seed-{name}", "-i", str(source), *SMALL, *options)
        made.append((name, path.read_bytes()))
    return tuple(made)


def flip_bits(data: bytearray, dice: random.Random) -> bytearray:
    for _ in range(dice.choice((1, 4, 16, 200))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    return data[: dice.randrange(1, len(data))]


def lose_the_beginning(data: bytearray, dice: random.Random) -> bytearray:
    return data[dice.randrange(1, len(data) // 2) :]


def blank(data: bytearray, dice: random.Random) -> bytearray:
    at, size = dice.randrange(len(data)), dice.choice((16, 512, 8192))
    data[at : at + size] = bytes(min(size, len(data) - at))
    return data


def lie_in_the_head(data: bytearray, dice: random.Random) -> bytearray:
    """Sizes, counts and times that nobody could mean."""
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(min(len(data) - 8, 3000))
        data[at : at + 4] = dice.choice(
            (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), b"\x00\x00\x00\x01")
        )
    return data


def swap(data: bytearray, dice: random.Random) -> bytearray:
    size = dice.choice((64, 1024, 4096))
    one, two = (dice.randrange(max(1, len(data) - size)) for _ in range(2))
    data[one : one + size], data[two : two + size] = data[two : two + size], data[one : one + size]
    return data


def repeat(data: bytearray, dice: random.Random) -> bytearray:
    at = dice.randrange(len(data))
    return data[:at] + data[at : at + 4096] * dice.randrange(2, 40) + data[at:]


def sprinkle(data: bytearray, dice: random.Random) -> bytearray:
    at = dice.randrange(len(data))
    return data[:at] + bytearray(dice.randbytes(dice.choice((1, 7, 900)))) + data[at:]


def splice(data: bytearray, dice: random.Random) -> bytearray:
    _, other = dice.choice(seeds())
    return data[: dice.randrange(len(data))] + other[dice.randrange(len(other)) :]


DAMAGES: tuple[Damage, ...] = (
    flip_bits, cut, lose_the_beginning, blank, lie_in_the_head, swap, repeat, sprinkle, splice,
)  # fmt: skip


def mutation(seed: int) -> tuple[str, bytes]:
    """What was done to what, and the result."""
    dice = random.Random(seed)
    name, data = seeds()[seed % len(FORMS)]
    damage = dice.choice(DAMAGES)
    return f"{seed}: {damage.__name__} {name}", bytes(damage(bytearray(data), dice))
