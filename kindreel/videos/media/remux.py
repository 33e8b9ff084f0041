"""The first thing done to an upload: the same pictures and sound in a clean container, and nothing else.

Place, device, name of the owner, chapters, attachments, subtitles and data tracks end here, so that they
never reach storage or a backup. The side messages inside the video stream (SEI, metadata OBUs) are dropped as
well: a camera may hide places there too.
"""

from pathlib import Path

from kindreel.videos.media import ffmpeg
from kindreel.videos.media.probe import Probe

FITS_MP4 = {"h264", "hevc", "av1", "vp9", "mpeg4"}, {"", "aac", "mp3", "opus", "flac", "alac", "ac3", "eac3"}
MESSAGES = {"h264": "6", "hevc": "39|40", "av1": "5"}


def suffix(probe: Probe) -> str:
    return ".mp4" if probe.video_codec in FITS_MP4[0] and probe.audio_codec in FITS_MP4[1] else ".mkv"


def remux(source: Path, target: Path, probe: Probe) -> Path:
    """Returns where the file is: `target` with the suffix of the container that can hold these codecs."""
    target = target.with_suffix(suffix(probe))
    options = ["-map", "0:V:0", "-map", f"0:a:{probe.audio_index}?", "-c", "copy", "-dn", "-sn"]
    if probe.video_codec in MESSAGES:
        options += ["-bsf:v", f"filter_units=remove_types={MESSAGES[probe.video_codec]}"]
    options += ["-movflags", "+faststart"] if target.suffix == ".mp4" else []
    options += ["-metadata:s:v", "handler_name=v", "-metadata:s:a", "handler_name=a", "-strict", "-2"]
    ffmpeg.convert(source, [ffmpeg.Output(target, options, target.suffix[1:])])
    return target
