"""The only caller of ffmpeg: whatever is asked, it runs sandboxed, offline, and leaves all files or none."""

import importlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kindreel.videos.media import sandbox
from kindreel.videos.media.errors import MediaError, from_sandbox
from kindreel.videos.media.probe import sniff

Progress = Callable[[float], None]
MOST_POINTS = 4096 * 4096
MUXERS = {"mp4": "mp4", "mkv": "matroska", "jpg": "image2"}
# Nothing of what the file says about itself is carried over, and two runs give the same bytes.
ANONYMOUS = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"]


@dataclass(frozen=True)
class Output:
    target: Path
    options: Sequence[str]
    kind: str  # a key of MUXERS: the name of `target` decides nothing


@dataclass(frozen=True)
class Effort:
    """How much one run may cost before we give up."""

    seconds: float = 60
    cpu_seconds: int = 60
    memory_bytes: int = 2_500_000_000
    file_bytes: int = 2_000_000_000


@cache
def binary() -> str:
    """`FFMPEG_BINARY`, or the one in the imageio-ffmpeg package."""
    chosen = os.environ.get("FFMPEG_BINARY")
    return chosen or str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())


def convert(
    source: Path,
    outputs: Sequence[Output],
    *,
    graph: str = "",
    start: float = 0,
    duration: float = 0,
    effort: Effort | None = None,
    on_progress: Progress | None = None,
) -> None:
    """One decode of `source` into every output. `graph` joins them when they share filters."""
    form = sniff(source)
    if form is None:
        raise MediaError("not_a_video")
    with tempfile.TemporaryDirectory(prefix=".making-", dir=outputs[0].target.parent) as scratch:
        made = [Path(scratch).resolve() / f"{number}.{output.kind}" for number, output in enumerate(outputs)]
        argv = _arguments(source.resolve(), form, outputs, made, graph, start)
        _run(argv, source, Path(scratch), effort or Effort(), _reader(duration, on_progress))
        for file in made:
            if not file.exists() or not file.stat().st_size:
                raise MediaError("no_picture")
        for file, output in zip(made, outputs, strict=True):
            file.replace(output.target)


def _arguments(
    source: Path, form: str, outputs: Sequence[Output], made: Sequence[Path], graph: str, start: float
) -> list[str]:
    argv = [
        binary(),
        "-nostdin",
        "-hide_banner",
        "-loglevel",
        "error",
        "-nostats",
        "-progress",
        "pipe:1",
        "-y",
    ]
    argv += ["-filter_threads", "2", "-filter_complex_threads", "2", "-protocol_whitelist", "file,pipe"]
    argv += ["-threads", "2", "-max_pixels", str(MOST_POINTS), "-f", form]
    argv += ["-ss", f"{start:.3f}"] if start else []
    argv += ["-i", f"file:{source}"]  # the prefix keeps a name such as "concat:…" a name
    argv += ["-filter_complex", graph] if graph else []
    for output, file in zip(outputs, made, strict=True):
        argv += [*output.options, *ANONYMOUS, "-threads", "2", "-f", MUXERS[output.kind], f"file:{file}"]
    return argv


def _run(
    argv: list[str], source: Path, scratch: Path, effort: Effort, on_line: Callable[[str], None] | None
) -> None:
    try:
        sandbox.run(
            argv,
            folder=scratch,
            reads=[source],
            seconds=effort.seconds,
            cpu_seconds=effort.cpu_seconds,
            memory_bytes=effort.memory_bytes,
            file_bytes=effort.file_bytes,
            on_line=on_line,
        )
    except sandbox.Failed as failure:
        raise from_sandbox(failure) from failure


def _reader(duration: float, on_progress: Progress | None) -> Callable[[str], None] | None:
    """Turns ffmpeg's progress lines into a fraction that never goes back."""
    if on_progress is None or duration <= 0:
        return None
    furthest = 0.0

    def read(line: str) -> None:
        nonlocal furthest
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.strip().lstrip("-").isdigit():
            furthest = max(furthest, min(1.0, int(value) / 1e6 / duration))
            on_progress(furthest)

    return read
