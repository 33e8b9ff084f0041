"""Pictures of a video: poster, silent preview, sprite for the scrubber, colour behind it.

Made from a rendition or from the remuxed upload; for the latter say what the probe found, or HDR looks grey.
"""

from pathlib import Path

from PIL import Image

from kindreel.videos.media import encode, ffmpeg
from kindreel.videos.media.errors import MediaError
from kindreel.videos.media.plan import Sheet
from kindreel.videos.media.probe import Probe

PREVIEW_SECONDS, PREVIEW_WIDTH, POSTER_SIDE = 3, 320, 720
JPEG = ["-c:v", "mjpeg", "-q:v", "4", "-flags:v", "+bitexact", "-frames:v", "1", "-update", "1", "-an"]
FULL_RANGE = "out_range=pc,format=yuvj420p"


def poster(source: Path, target_jpg: Path, at: float, found: Probe | None = None) -> tuple[int, int]:
    """The picture at `at` seconds, or the first one when the video is over by then. Returns its sides."""
    side = f"scale=w='if(lt(iw,ih),min({POSTER_SIDE},iw),-2)':h='if(lt(iw,ih),-2,min({POSTER_SIDE},ih))'"
    output = ffmpeg.Output(
        target_jpg, ["-map", "0:V:0", "-vf", f"{_made_ordinary(found)}{side}:{FULL_RANGE}", *JPEG], "jpg"
    )
    try:
        ffmpeg.convert(source, [output], start=max(at, 0.0))
    except MediaError as problem:
        if problem.code != "no_picture" or at <= 0:
            raise
        ffmpeg.convert(source, [output])
    with Image.open(target_jpg, formats=["JPEG"]) as picture:
        return picture.size


def _made_ordinary(found: Probe | None) -> str:
    return "".join(f"{step}," for step in encode.ordinary(found, found.width, found.height)) if found else ""


def preview(source: Path, target_mp4: Path, found: Probe | None = None) -> None:
    scale = f"{_made_ordinary(found)}fps=15,scale={PREVIEW_WIDTH}:-2,format=yuv420p,setsar=1"
    options = ["-map", "0:V:0", "-t", str(PREVIEW_SECONDS), "-vf", scale, "-an", "-c:v", "libx264"]
    options += ["-preset", "veryfast", "-crf", "28", "-profile:v", "main", "-flags:v", "+bitexact"]
    ffmpeg.convert(source, [ffmpeg.Output(target_mp4, [*options, "-movflags", "+faststart"], "mp4")])


def sprite(source: Path, target_jpg: Path, sheet: Sheet) -> None:
    """Small pictures as `plan.sheet` lays them out; what is left over stays black."""
    pace, size = f"fps=1/{sheet.every:.3f}:round=up", f"scale={sheet.width}:{sheet.height}"
    scene = f"{pace},{size}:{FULL_RANGE},setsar=1,tile={sheet.columns}x{sheet.rows}"
    ffmpeg.convert(source, [ffmpeg.Output(target_jpg, ["-map", "0:V:0", "-vf", scene, *JPEG], "jpg")])


def backdrop(jpg: Path) -> str:
    """The mean colour, as CSS writes it."""
    with Image.open(jpg, formats=["JPEG"]) as picture:
        point = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX)
    return f"#{point.tobytes().hex()}"
