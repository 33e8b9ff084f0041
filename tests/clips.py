"""Real clips for tests, or one with sound rendered on the spot where there are none."""

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from kindreel.videos.media.ffmpeg import binary

PROJECT = Path(__file__).resolve().parent.parent
SIZES = {"portrait": "720x1280", "landscape": "1280x720"}


def folder() -> Path:
    chosen = os.environ.get("KINDREEL_MEDIA")
    return Path(chosen) if chosen else PROJECT.parent / "shared" / "media"


def clip(name: str) -> Path:
    """The real clip of that name when it is there; else a moving picture with a tone."""
    real = folder() / name
    return real if real.exists() else rendered("portrait" if name.startswith("neardup_") else "landscape")


def portrait() -> Path:
    """720x1280, some seconds, with sound."""
    return clip("neardup_pattern-hd-no-bar.mp4")


def landscape() -> Path:
    """Some seconds, 25 or 30 pictures a second, with sound."""
    return clip("bbb_5s_720p.mp4")


def silent() -> Path:
    """Has a sound track in which there is nothing to hear."""
    real = folder() / "car-park.mp4"
    return real if real.exists() else rendered("landscape", sound="anullsrc=r=44100:cl=stereo")


@cache
def rendered(shape: str, sound: str = "sine=frequency=330:sample_rate=48000", seconds: float = 4) -> Path:
    size = SIZES[shape]
    picture = f"testsrc2=size={size}:rate=30[a];mandelbrot=size={size}:rate=30[b];[a][b]blend=all_mode=screen"
    target = scratch() / f"{shape}-{abs(hash((sound, seconds)))}.mp4"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    return make(target, *inputs, "-t", str(seconds), "-pix_fmt", "yuv420p", "-preset", "ultrafast")


@cache
def scratch() -> Path:
    """One folder for this process; kept alive by the cache, removed when the process ends."""
    return Path(_scratch().name)


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kindreel-clips-", ignore_cleanup_errors=True)


def make(target: Path, *arguments: str) -> Path:
    """Plain ffmpeg, for material only."""
    argv = [binary(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *arguments, str(target)]
    subprocess.run(argv, check=True, timeout=120)
    return target


@cache
def tiny() -> Path:
    """A second of the upright clip, small: for tests in which the path counts, not the picture."""
    target = scratch() / "tiny.mp4"
    return make(target, "-i", str(portrait()), "-t", "1", "-vf", "scale=144:256", "-preset", "ultrafast")
