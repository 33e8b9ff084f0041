import struct
from dataclasses import asdict
from pathlib import Path

import pytest

from kindreel.videos.media.errors import MediaError
from kindreel.videos.media.probe import Probe, probe, sniff
from tests import clips
from tests.videos.media.conftest import QUICK, Maker


def refusal(path: Path, most_seconds: float = 60) -> str:
    with pytest.raises(MediaError) as caught:
        probe(path, most_seconds=most_seconds)
    return caught.value.code


def test_probe_describes_a_real_clip(small: Path) -> None:
    found = asdict(probe(small))
    loudness = found.pop("loudness")
    assert -70 < loudness < 0
    assert found == {
        "container": "mov",
        "duration": 2.0,
        "width": 320,
        "height": 180,
        "rotation": 0,
        "fps": 25.0,
        "variable_fps": False,
        "video_codec": "h264",
        "pixel_format": "yuv420p",
        "hdr": False,
        "interlaced": False,
        "colour_space": 2,
        "has_audio": True,
        "audio_codec": "aac",
        "audio_channels": 2,
        "audio_index": 0,
        "silent": False,
    }


def test_probe_reads_every_clip_as_it_came() -> None:
    sizes = {}
    for path in (clips.landscape(), clips.portrait(), clips.silent()):
        found = probe(path)
        sizes[path.name] = found.width, found.height, found.has_audio
        assert found.duration > 3
    assert len(sizes) >= 2


def test_probe_ignores_the_name(small: Path, tmp_path: Path) -> None:
    named = tmp_path / "concat:pretty.svg"
    named.write_bytes(small.read_bytes())
    assert probe(named) == probe(small)


@pytest.mark.parametrize(("turn", "size"), [(90, (180, 320)), (180, (320, 180)), (-90, (180, 320))])
def test_probe_gives_the_sides_as_a_person_sees_them(
    small: Path, made: Maker, turn: int, size: tuple[int, int]
) -> None:
    found = probe(made("turned.mp4", "-display_rotation", str(turn), "-i", small, "-c", "copy"))
    assert (found.width, found.height) == size
    assert found.rotation == turn % 360


def test_probe_gives_the_width_with_square_points(small: Path, made: Maker) -> None:
    found = probe(made("wide.mp4", "-i", small, "-vf", "setsar=4/3", *QUICK))
    assert (found.width, found.height) == (427, 180)


def test_probe_tells_a_changing_pace(small: Path, made: Maker) -> None:
    drop = "select='lt(n,20)+not(mod(n,4))'"
    found = probe(made("uneven.mp4", "-i", small, "-vf", drop, "-fps_mode", "vfr", *QUICK))
    assert found.variable_fps
    assert found.fps == pytest.approx(25, rel=0.01)


def test_probe_tells_5994(small: Path, made: Maker) -> None:
    found = probe(made("fast.mp4", "-i", small, "-vf", "fps=60000/1001", *QUICK))
    assert (found.fps, found.variable_fps) == (59.9401, False)


def test_probe_tells_no_sound_and_silence(small: Path, small_silent: Path, made: Maker) -> None:
    without = probe(made("mute.mp4", "-i", small, "-an", "-c", "copy"))
    assert (without.has_audio, without.silent, without.loudness) == (False, None, None)
    silent = probe(small_silent)
    assert (silent.has_audio, silent.silent, silent.loudness) == (True, True, None)


def test_probe_tells_hdr(small: Path, made: Maker) -> None:
    tags = "format=yuv420p10le,setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084"
    found = probe(made("hdr.mp4", "-i", small, "-vf", tags, "-c:v", "libx265", "-preset", "ultrafast"))
    assert (found.hdr, found.pixel_format, found.video_codec) == (True, "yuv420p10le", "hevc")


def test_probe_tells_half_pictures(small: Path, made: Maker) -> None:
    film = made("half.mp4", "-i", small, "-vf", "interlace", *QUICK, "-flags", "+ildct+ilme")
    assert probe(film).interlaced


@pytest.mark.parametrize(
    ("video", "audio"), [("libvpx", "libopus"), ("libvpx-vp9", "libvorbis"), ("mpeg4", "flac")]
)
def test_probe_knows_what_browsers_and_old_phones_record(
    small: Path, made: Maker, video: str, audio: str
) -> None:
    film = made("recorded.mkv", "-i", small, "-c:v", video, "-cpu-used", "8", "-c:a", audio, "-live", "1")
    found = probe(film)
    names = {"libvpx": "vp8", "libvpx-vp9": "vp9", "libopus": "opus", "libvorbis": "vorbis"}
    assert (found.video_codec, found.audio_codec) == (names.get(video, video), names.get(audio, audio))
    assert found.container == "matroska"
    assert found.duration == pytest.approx(2, abs=0.1)


def test_probe_measures_when_the_container_lies(small: Path, tmp_path: Path) -> None:
    film = tmp_path / "ten-hours.mp4"
    data = bytearray(small.read_bytes())
    at = data.index(b"mvhd") + 16
    scale = struct.unpack_from(">I", data, at)[0]
    struct.pack_into(">I", data, at + 4, scale * 36_000)
    film.write_bytes(data)
    assert probe(film).duration == 2.0


def test_probe_refuses_what_is_really_too_long(small: Path, made: Maker) -> None:
    assert probe(small, most_seconds=1.5).duration == 2.0
    assert refusal(small, most_seconds=0.9) == "too_long"
    slow = made(
        "slow.mp4", "-i", small, "-vf", "setpts=9000*PTS,select='lt(n,3)'", "-fps_mode", "vfr", "-an", *QUICK
    )
    assert refusal(slow) == "too_long"


def test_probe_refuses_sound_that_is_too_long(small: Path, made: Maker) -> None:
    film = made(
        "tail.mp4",
        "-i",
        small,
        "-f",
        "lavfi",
        "-i",
        "sine",
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-t",
        "9",
        "-c:v",
        "copy",
    )
    assert refusal(film, most_seconds=3) == "too_long"


@pytest.mark.parametrize("late", ["picture", "sound"])
def test_probe_refuses_a_gap_that_would_be_rendered(small: Path, made: Maker, late: str) -> None:
    """Picture and sound are short, each on its own; one begins long after the other."""
    wait = ["-itsoffset", "100"]
    picture = [*(wait if late == "picture" else []), "-i", small]
    sound = [*(wait if late == "sound" else []), "-f", "lavfi", "-i", "sine=d=1"]
    film = made("gap.mkv", *picture, *sound, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac")
    assert refusal(film) == "too_long"


@pytest.mark.parametrize(
    ("size", "code"), [("4112x16", "too_large"), ("16x4112", "too_large"), ("8x8", "no_picture")]
)
def test_probe_refuses_sizes_out_of_range(made: Maker, size: str, code: str) -> None:
    film = made("odd.mp4", "-f", "lavfi", "-i", f"color=s={size}:r=10:d=0.3", *QUICK)
    assert refusal(film) == code


def test_probe_refuses_sound_alone_even_with_a_cover(small: Path, made: Maker) -> None:
    assert refusal(made("song.m4a", "-i", small, "-vn", "-c", "copy")) == "no_picture"
    cover = made("cover.png", "-i", small, "-frames:v", "1")
    song = made(
        "covered.mp4",
        "-i",
        small,
        "-i",
        cover,
        "-map",
        "0:a",
        "-map",
        "1:v",
        "-c",
        "copy",
        "-disposition:v",
        "attached_pic",
    )
    assert refusal(song) == "no_picture"


def test_probe_refuses_two_pictures_and_many_streams(small: Path, made: Maker) -> None:
    assert refusal(made("two.mkv", "-i", small, *["-map", "0:v"] * 2, "-c", "copy")) == "unsupported"
    short = ["-i", small, "-t", "0.1", "-map", "0:v"]
    assert refusal(made("many.mkv", *short, *["-map", "0:a"] * 20, "-c", "copy")) == "unsupported"
    assert refusal(made("crowd.mkv", *short, *["-map", "0:a"] * 900, "-c", "copy")) in {
        "unsupported",
        "broken",
    }


def test_probe_refuses_codecs_that_nobody_needs(small: Path, made: Maker) -> None:
    assert refusal(made("old.mkv", "-i", small, "-c:v", "mjpeg", "-an")) == "unsupported"


def test_probe_takes_the_first_sound_that_it_can_use(small: Path, made: Maker) -> None:
    film = made(
        "spatial.mkv",
        "-i",
        small,
        "-map",
        "0:v",
        *["-map", "0:a"] * 2,
        "-c:v",
        "copy",
        "-c:a:0",
        "wmav2",
        "-c:a:1",
        "aac",
    )
    found = probe(film)
    assert (found.audio_index, found.audio_codec) == (1, "aac")


def test_sniff_knows_two_families_only(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "x"
    seen = {}
    for head in (
        b"",
        b"RIFF\x00\x00\x00\x00AVI ",
        b"#EXTM3U\n",
        b"\x1aE\xdf\xa3",
        b"\x00\x00\x00\x18ftypmp42",
    ):
        other.write_bytes(head)
        seen[head] = sniff(other)
    assert list(seen.values()) == [None, None, None, "matroska", "mov"]
    assert isinstance(probe(small), Probe)
