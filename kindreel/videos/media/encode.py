"""Renditions: H.264 and AAC in an MP4 that starts at once and plays on every phone.

`first` makes the smallest one, so that the video is live; `rest` makes the others from one decode. Both
take the remuxed file with the probe of the upload.
"""

from pathlib import Path

from kindreel.videos.media import ffmpeg
from kindreel.videos.media.plan import Spec
from kindreel.videos.media.probe import Probe

ROUND = {float(fps): str(fps) for fps in (10, 12, 15, 24, 25, 30, 48, 50, 60)}
STEADY = ROUND | {24000 / 1001: "24000/1001", 30000 / 1001: "30000/1001", 60000 / 1001: "60000/1001"}
# Measured by the probe, set by one gain: loudnorm in one pass costs 20 times as much, and quiet parts pump.
LOUDNESS, PEAK, MOST_GAIN = -16.0, -1.5, 14.0  # LUFS, dB; more gain would only lift the noise of a quiet room
SOUND = ["-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000"]
# ITU-T H.273 number of the matrix -> names of matrix, primaries and curve; every other one becomes BT.709.
COLOURS = {
    1: ("bt709", "bt709", "bt709"),
    5: ("bt470bg", "bt470bg", "smpte170m"),
    6: ("smpte170m", "smpte170m", "smpte170m"),
}
UNSAID, HD = 2, 720


def first(
    source: Path, target: Path, probe: Probe, spec: Spec, on_progress: ffmpeg.Progress | None = None
) -> None:
    rest(source, {spec: target}, probe, on_progress)


def rest(
    source: Path, targets: dict[Spec, Path], probe: Probe, on_progress: ffmpeg.Progress | None = None
) -> None:
    """All of `targets` or, when it fails, none of them."""
    specs = list(targets)
    ffmpeg.convert(
        source,
        [ffmpeg.Output(targets[spec], _options(spec, probe, at), "mp4") for at, spec in enumerate(specs)],
        graph=_graph(specs, probe),
        duration=probe.duration,
        effort=_effort(specs, probe),
        on_progress=on_progress,
    )


MOST_EFFORT = 4 * 60 * 60
"""CPU seconds that one encode may ever take, whatever its size: others wait behind it."""


def _effort(specs: list[Spec], probe: Probe) -> ffmpeg.Effort:
    """About ten times what it costs on a slow core: a stop for what never ends, not a judge of machines."""
    millions = sum(spec.width * spec.height for spec in specs) / 1e6 + probe.width * probe.height / 4e6
    pictures = max(1.0, min(probe.fps, 240) / 30)
    cpu = min(MOST_EFFORT, int(60 + probe.duration * (2 + 20 * millions) * pictures))
    return ffmpeg.Effort(seconds=cpu * 2, cpu_seconds=cpu, memory_bytes=4_000_000_000)


def pace(probe: Probe) -> str:
    """A constant number of pictures a second, at most 60, as near to the source as players like it."""
    fps = min(max(probe.fps, 5.0), 60.0)
    liked, close = (ROUND, 0.1) if probe.variable_fps else (STEADY, 0.0025)
    nearest = min(liked, key=lambda steady: abs(steady - fps))
    return liked[nearest] if abs(nearest - fps) <= fps * close else f"{fps:.3f}"


def _graph(specs: list[Spec], probe: Probe) -> str:
    largest = specs[-1]
    shared = [*ordinary(probe, largest.width, largest.height), f"fps={pace(probe)}:start_time=0"]
    parts = [f"[0:V:0]{','.join(shared)},split={len(specs)}" + _labels("s", specs)]
    parts += [f"[s{at}]{_picture(spec, probe)}[v{at}]" for at, spec in enumerate(specs)]
    if probe.has_audio:
        prepare = f"aformat=channel_layouts=stereo,{_level(probe)}aresample=48000:async=1:first_pts=0"
        parts.append(f"[0:a:0]{prepare},asplit={len(specs)}" + _labels("a", specs))
    return ";".join(parts)


def _level(probe: Probe) -> str:
    if probe.silent or probe.loudness is None:
        return ""
    gain = max(-2 * MOST_GAIN, min(LOUDNESS - probe.loudness, MOST_GAIN))
    return f"volume={gain:.1f}dB,alimiter=limit={10 ** (PEAK / 20):.3f}:level=0:latency=1,"


def _labels(letter: str, specs: list[Spec]) -> str:
    return "".join(f"[{letter}{at}]" for at in range(len(specs)))


def ordinary(probe: Probe, width: int, height: int) -> list[str]:
    """Half pictures made whole, HDR light folded into what every screen shows; nothing for most videos."""
    steps = ["bwdif=mode=send_frame"] if probe.interlaced else []
    if probe.hdr:
        steps += [f"zscale=w={width}:h={height}:t=linear:npl=203", "format=gbrpf32le", "zscale=p=bt709"]
        steps += ["tonemap=tonemap=hable:desat=0", "zscale=t=bt709:m=bt709:r=tv", "format=yuv420p"]
    return steps


def _picture(spec: Spec, probe: Probe) -> str:
    said = probe.colour_space
    if said == UNSAID:  # what players assume, said aloud: a smaller rendition must not be guessed otherwise
        said = 1 if min(probe.width, probe.height) >= HD else 6
    matrix, primaries, curve = COLOURS[1 if probe.hdr else said if said in COLOURS else 1]
    source = f":in_color_matrix={matrix}" if probe.colour_space == UNSAID and not probe.hdr else ""
    scale = f"scale={spec.width}:{spec.height}:flags=bicubic{source}:out_color_matrix={matrix}:out_range=tv"
    tags = f"setparams=range=tv:colorspace={matrix}:color_primaries={primaries}:color_trc={curve}"
    return f"{scale},format=yuv420p,setsar=1,{tags}"


def _options(spec: Spec, probe: Probe, at: int) -> list[str]:
    options = ["-map", f"[v{at}]", "-c:v", "libx264", "-preset", "veryfast", "-crf", str(spec.crf)]
    options += ["-maxrate", f"{spec.maxrate_k}k", "-bufsize", f"{spec.maxrate_k * 2}k"]
    options += ["-profile:v", "main" if min(spec.width, spec.height) <= 480 else "high"]
    options += ["-g", str(round(min(max(probe.fps, 5.0), 60.0) * 2)), "-flags:v", "+bitexact"]
    if probe.has_audio:
        options += ["-map", f"[a{at}]", *SOUND, "-flags:a", "+bitexact"]
    return [*options, "-movflags", "+faststart"]
