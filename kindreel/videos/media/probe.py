"""What a file really is, found out in a child process; neither its name nor its claims count."""

import importlib.util
import json
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kindreel.videos.media import sandbox
from kindreel.videos.media.errors import MediaError, from_sandbox

HERE = Path(__file__).parent
MOST_SECONDS = 180.0
MEMORY = 1_500_000_000
ATOMS = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}


@dataclass(frozen=True)
class Probe:
    container: str  # "mov" (MP4 and its kin) or "matroska" (MKV, WebM)
    duration: float  # seconds, measured on the packets
    width: int  # as a person sees it: after rotation, with square points
    height: int
    rotation: int  # degrees counter-clockwise: 0, 90, 180, 270
    fps: float
    variable_fps: bool
    video_codec: str
    pixel_format: str
    hdr: bool
    interlaced: bool
    colour_space: int  # number of ITU-T H.273; 2 is "not said"
    has_audio: bool
    audio_codec: str
    audio_channels: int
    audio_index: int  # which of the sound tracks of the probed file is the usable one
    silent: bool | None  # None without sound
    loudness: float | None  # LUFS of the whole, None when there was too little to measure


def sniff(path: Path) -> str | None:
    """The only two families of containers that we open, told by their first bytes."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    return "mov" if head[4:8] in ATOMS else None


def probe(path: Path, most_seconds: float = MOST_SECONDS) -> Probe:
    """Raises `MediaError`; `most_seconds` is the community's limit (one second more is forgiven)."""
    container = sniff(path)
    if container is None:
        raise MediaError("not_a_video")
    path = path.resolve()
    argv = [sys.executable, "-I", "-S", "-c", _child(), str(path), container, str(most_seconds)]
    with tempfile.TemporaryDirectory(prefix="probe-") as folder:
        try:
            done = sandbox.run(
                argv,
                folder=Path(folder),
                reads=[path],
                seconds=60 + most_seconds,
                cpu_seconds=30 + int(most_seconds / 4),
                memory_bytes=MEMORY,
                file_bytes=1_000_000,
            )
        except sandbox.Failed as failure:
            raise from_sandbox(failure) from failure
    return _understand(container, done.stdout)


@cache
def _child() -> str:
    """Starts the child without `site`, which would read every start-up file of the environment first."""
    found = importlib.util.find_spec("av")
    libraries = str(Path(found.origin).parent.parent) if found and found.origin else ""
    return f"import sys; sys.path += [{libraries!r}, {str(HERE)!r}]; import probe_child; probe_child.main()"


def _understand(container: str, answer: bytes) -> Probe:
    try:
        facts = json.loads(answer)
    except ValueError as problem:
        raise MediaError("broken") from problem
    if "refused" in facts:
        raise MediaError(facts["refused"])
    return Probe(container=container, **facts)
