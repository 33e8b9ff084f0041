"""The first thing done to an upload: the same pictures and sound in a clean container, and nothing else.

Place, device, name of the owner, chapters, attachments, subtitles and data tracks end here, so that they
never reach storage or a backup. The side messages inside the video stream (SEI, metadata OBUs) are dropped as
well: a camera may hide places there too. The few codecs that carry free text of their own are encoded anew.
"""

from pathlib import Path

from kindreel.videos.media import ffmpeg, messages
from kindreel.videos.media.probe import Probe

# The first step takes the parameter sets out of their box, so that the muxer writes that box anew.
WITHOUT_MESSAGES = {
    "h264": "h264_mp4toannexb,filter_units=remove_types=6",
    "hevc": "hevc_mp4toannexb,filter_units=remove_types=39|40",
    "av1": "filter_units=remove_types=5",
}
COPIED_SOUND = {"aac", "mp3", "opus", "ac3", "eac3", "alac"}  # not Vorbis and FLAC: comments in their headers
NEW_SOUND = ["-c:a", "aac", "-b:a", "256k", "-ac", "2", "-flags:a", "+bitexact"]
NEW_PICTURE = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-flags:v", "+bitexact"]


def suffix(probe: Probe) -> str:
    return ".mkv" if probe.video_codec == "vp8" else ".mp4"


def remux(source: Path, target: Path, probe: Probe) -> Path:
    """Returns where the file is: `target` with the suffix of the container that can hold these codecs."""
    target = target.with_suffix(suffix(probe))
    options = ["-map", "0:V:0", "-map", f"0:a:{probe.audio_index}?", "-dn", "-sn", *_picture(probe)]
    options += ["-c:a", "copy"] if probe.audio_codec in COPIED_SOUND else NEW_SOUND
    options += ["-movflags", "+faststart"] if target.suffix == ".mp4" else []
    effort = ffmpeg.Effort(seconds=120 + 4 * probe.duration, cpu_seconds=int(60 + 4 * probe.duration))
    ffmpeg.convert(source, [ffmpeg.Output(target, options, target.suffix[1:])], effort=effort)
    if probe.video_codec in {"hevc", "av1"}:
        messages.blank(target, probe.video_codec)
    return target


def _picture(probe: Probe) -> list[str]:
    if probe.video_codec == "mpeg4":  # its free text is mixed with what the decoder needs
        return NEW_PICTURE
    filters = WITHOUT_MESSAGES.get(probe.video_codec)
    return ["-c:v", "copy", *(["-bsf:v", filters] if filters else [])]
