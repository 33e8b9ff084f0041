"""Reads one untrusted file with PyAV and prints what it is, as JSON. Runs inside the sandbox only.

Its arguments: FILE FORMAT LIMIT_SECONDS. It imports nothing of this project, so nothing of the site
is in its memory; and the site never loads the decoders. Every packet is read: containers lie about duration.
"""

from __future__ import annotations  # PyAV's packets are generic to the type checker only

import json
import statistics
import sys
from itertools import pairwise
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

VIDEO_CODECS = {"h264", "hevc", "vp8", "vp9", "av1", "mpeg4"}
AUDIO_CODECS = {"aac", "mp3", "opus", "vorbis", "flac", "alac", "ac3", "eac3"}
MOST_STREAMS, MOST_SIDE, LEAST_SIDE, MOST_FPS = 16, 4096, 16, 300
HDR_CURVES = {16, 18}  # PQ and HLG
QUIET = 0.001  # -60 dB of full scale: below this nobody hears anything
FIRST_FRAME_PACKETS = 400
UNHEARD = -70.0  # what R128 says when there was nothing, or too little, to measure


class Refused(Exception):
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
        return [later - earlier for earlier, later in pairwise(ordered) if later > earlier]

    def duration(self) -> float:
        """Where the file does not say how long the last picture stays, it stays as long as a usual one."""
        if not self.starts:
            return 0.0
        last, steps = max(self.starts), self.steps()
        end = last + statistics.median(steps) if steps and self.end <= last else self.end
        return end - self.first

    def rate(self) -> tuple[float, bool]:
        """Pictures a second, and whether the pace changes on the way."""
        steps = self.steps()
        if not steps:
            return (1.0, False)
        usual = statistics.median(steps)
        uneven = sum(abs(step - usual) > usual / 4 for step in steps) / len(steps)
        mean = len(steps) / sum(steps)
        return (1 / usual, True) if uneven > 0.02 else (mean, False)


class Ear:
    """Hears the whole sound as a person would (EBU R128), so that every video can be made equally loud."""

    def __init__(self, stream: AudioStream | None) -> None:
        self.graph = None if stream is None else self._listener(stream)
        self.heard: dict[str, str] = {}

    def _listener(self, stream: AudioStream) -> Graph:
        graph = Graph()
        parts = [
            graph.add_abuffer(template=stream),
            graph.add("aformat", "channel_layouts=stereo"),
            graph.add("ebur128", "metadata=1:framelog=quiet:peak=sample"),
            graph.add("abuffersink"),
        ]
        graph.link_nodes(*parts).configure()
        return graph

    def take(self, packet: av.Packet[Any]) -> None:
        if self.graph is None:
            return
        try:
            for frame in packet.decode():
                self.graph.push(frame)
            while True:
                self.heard = self.graph.pull().metadata or self.heard
        except (BlockingIOError, EOFError):
            return  # nothing more to hear just now
        except (av.FFmpegError, ValueError):
            return  # a damaged piece is not heard

    def facts(self) -> dict[str, bool | float | None]:
        if self.graph is None:
            return {"silent": None, "loudness": None}
        loudness = float(self.heard.get("lavfi.r128.I", UNHEARD))
        peak = float(self.heard.get("lavfi.r128.sample_peak", 0))
        return {"silent": peak < QUIET, "loudness": round(loudness, 1) if loudness > UNHEARD else None}


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
    if heard.starts and max(times.end, heard.end) - min(times.first, heard.first) > limit + 1:
        raise Refused("too_long")  # both short, and hours between them: the gap would be rendered, too
    return describe(picture, sound, frame, times) | ear.facts()


def describe(
    picture: VideoStream, sound: AudioStream | None, frame: VideoFrame, times: Times
) -> dict[str, Any]:
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
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
