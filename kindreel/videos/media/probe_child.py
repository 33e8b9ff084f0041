"""Reads one untrusted file with PyAV and prints what it is, as JSON. Runs inside the sandbox only.

`python probe_child.py FILE FORMAT LIMIT_SECONDS`. It imports nothing of this project, so nothing of the site is in
its memory; and the site never loads the decoders. Every packet is read, because containers lie about duration.
"""

from __future__ import annotations  # PyAV's packets are generic to the type checker only

import json
import statistics
import sys
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

VIDEO_CODECS = {"h264", "hevc", "vp8", "vp9", "av1", "mpeg4"}
AUDIO_CODECS = {"aac", "mp3", "opus", "vorbis", "flac", "alac", "ac3", "eac3"}
MOST_STREAMS, MOST_SIDE, LEAST_SIDE, MOST_FPS = 16, 4096, 16, 300
HDR_CURVES = {16, 18}  # PQ and HLG
QUIET = 0.001  # -60 dB of full scale: below this nobody hears anything
FIRST_FRAME_PACKETS = 400
# How a sample is stored: its type for `memoryview`, the loudest value, and the value of silence.
SAMPLES = {
    "u8": ("B", 128.0, 128.0),
    "s16": ("h", 2.0**15, 0.0),
    "s32": ("i", 2.0**31, 0.0),
    "flt": ("f", 1.0, 0.0),
    "dbl": ("d", 1.0, 0.0),
}


class Refused(Exception):  # noqa: N818
    """Its text is a code of `MediaError`."""


def family(name: str) -> str:
    """PyAV names decoders (`libdav1d`, `pcm_s16le`); we think in codecs."""
    known = {"libdav1d": "av1", "libaom-av1": "av1", "libvpx": "vp8", "libvpx-vp9": "vp9", "mp3float": "mp3"}
    known |= {"libopus": "opus", "libvorbis": "vorbis"}
    return known.get(name, name)


def only_picture(container: InputContainer) -> VideoStream:
    """The one moving picture, its limits checked before a frame is decoded."""
    if len(container.streams) > MOST_STREAMS:
        raise Refused("unsupported")
    cover = av.stream.Disposition.attached_pic
    moving = [stream for stream in container.streams.video if not stream.disposition & cover]
    if not moving:
        raise Refused("no_picture")
    if len(moving) > 1 or family(moving[0].codec_context.name) not in VIDEO_CODECS:
        raise Refused("unsupported")
    check_sides(moving[0].codec_context.width, moving[0].codec_context.height)
    return moving[0]


def check_sides(width: int, height: int) -> None:
    if max(width, height) > MOST_SIDE:
        raise Refused("too_large")
    if min(width, height) < LEAST_SIDE:
        raise Refused("no_picture")


def usable_sound(container: InputContainer) -> AudioStream | None:
    for stream in container.streams.audio:
        name = family(stream.codec_context.name)
        if (name in AUDIO_CODECS or name.startswith("pcm_")) and stream.codec_context.channels:
            return stream
    return None


class Times:
    """When the packets of one stream are shown, in seconds."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.starts: list[float] = []
        self.first = float("inf")
        self.end = float("-inf")

    def take(self, packet: av.Packet[Any]) -> None:
        at = packet.pts if packet.pts is not None else packet.dts
        if at is None or packet.time_base is None:
            return
        start = float(at * packet.time_base)
        self.first = min(self.first, start)
        self.end = max(self.end, start + float((packet.duration or 0) * packet.time_base))
        self.starts.append(start)
        if self.end - self.first > self.limit + 1:
            raise Refused("too_long")
        if len(self.starts) > (self.limit + 1) * MOST_FPS:
            raise Refused("unsupported")

    def steps(self) -> list[float]:
        ordered = sorted(self.starts)
        return [later - earlier for earlier, later in zip(ordered, ordered[1:], strict=False) if later > earlier]

    def duration(self) -> float:
        """The last picture stays as long as a usual one, also where the file does not say."""
        steps = self.steps()
        if not steps:
            return max(self.end - self.first, 0.0)
        return max(self.end, self.starts and max(self.starts) + statistics.median(steps)) - self.first

    def rate(self) -> tuple[float, bool]:
        """Pictures a second, and whether the pace changes on the way."""
        steps = self.steps()
        if not steps:
            return (1.0, False)
        usual = statistics.median(steps)
        uneven = sum(abs(step - usual) > usual / 4 for step in steps) / len(steps)
        mean = len(steps) / sum(steps)
        return (1 / usual, True) if uneven > 0.02 else (mean, False)


def audible(frame: AudioFrame) -> bool:
    """Without numpy, which is a second to load and nothing to find a peak."""
    kind, full, middle = SAMPLES.get(frame.format.packed.name, ("", 1.0, 0.0))
    count = frame.samples * (1 if frame.format.is_planar else len(frame.layout.channels))
    for plane in frame.planes if kind else ():
        values = memoryview(plane).cast("B").cast(kind)[:count]
        if len(values) and max(max(values) - middle, middle - min(values)) >= QUIET * full:
            return True
    return not kind


class Ear:
    """Decodes sound only until something is heard."""

    def __init__(self, stream: AudioStream | None) -> None:
        self.stream = stream
        self.silent: bool | None = None

    def take(self, packet: av.Packet[Any]) -> None:
        if self.stream is None or self.silent is False:
            return
        try:
            frames = packet.decode()
        except av.FFmpegError:
            return
        for frame in frames:
            self.silent = not audible(frame)
            if not self.silent:
                return


def first_frame(packet: av.Packet[Any]) -> VideoFrame | None:
    try:
        for frame in packet.decode():
            return frame if isinstance(frame, VideoFrame) else None
    except av.FFmpegError:
        pass
    return None


def read(container: InputContainer, limit: float) -> dict[str, Any]:
    picture, sound = only_picture(container), usable_sound(container)
    picture.codec_context.options = {"max_pixels": str(MOST_SIDE * MOST_SIDE)}
    picture.codec_context.thread_count = 1
    times, heard, ear, frame, seen = Times(limit), Times(limit), Ear(sound), None, 0
    wanted = [picture, sound] if sound else [picture]
    try:
        for packet in container.demux(wanted):
            if packet.stream is picture:
                times.take(packet)
                seen += 1
                if frame is None and seen < FIRST_FRAME_PACKETS:
                    frame = first_frame(packet)
            else:
                heard.take(packet)
                ear.take(packet)
    except av.FFmpegError as problem:
        if not times.starts:
            raise Refused("broken") from problem
    if frame is None:
        raise Refused("broken" if times.starts else "no_picture")
    check_sides(frame.width, frame.height)
    return describe(picture, sound, frame, times) | {"silent": ear.silent}


def describe(picture: VideoStream, sound: AudioStream | None, frame: VideoFrame, times: Times) -> dict[str, Any]:
    fps, variable = times.rate()
    aspect = picture.sample_aspect_ratio or picture.codec_context.sample_aspect_ratio or 1
    width, height = round(frame.width * (float(aspect) if 0.1 < aspect < 10 else 1)), frame.height
    rotation = round(frame.rotation / 90) * 90 % 360 if frame.rotation % 90 == 0 else 0
    if rotation in (90, 270):
        width, height = height, width
    return {
        "duration": round(times.duration(), 3),
        "width": width,
        "height": height,
        "rotation": rotation,
        "fps": round(fps, 4),
        "variable_fps": variable,
        "video_codec": family(picture.codec_context.name),
        "pixel_format": frame.format.name,
        "hdr": int(frame.color_trc) in HDR_CURVES,
        "interlaced": bool(frame.interlaced_frame),
        "colour_space": int(frame.colorspace),
        "has_audio": sound is not None,
        "audio_codec": family(sound.codec_context.name) if sound else "",
        "audio_channels": sound.codec_context.channels if sound else 0,
        "audio_index": list(sound.container.streams.audio).index(sound) if sound else 0,
    }


def main() -> None:
    path, form, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
    options = {"protocol_whitelist": "file", "max_streams": "64"}
    try:
        with av.open(f"file:{path}", format=form, options=options, metadata_errors="replace") as container:
            answer = read(container, limit)
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except (av.FFmpegError, ValueError, OverflowError):
        answer = {"refused": "broken"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
