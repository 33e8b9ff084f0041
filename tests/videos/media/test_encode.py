import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kindreel.videos.media import encode
from kindreel.videos.media.errors import MediaError
from kindreel.videos.media.ffmpeg import binary
from kindreel.videos.media.plan import Spec, ladder
from kindreel.videos.media.probe import Probe, probe
from tests.videos.media.conftest import QUICK, Maker

TINY = Spec("480p", 160, 90, 24, 1400)


def first(source: Path, target: Path, spec: Spec | None = None) -> Probe:
    found = probe(source)
    encode.first(source, target, found, spec or ladder(found)[0])
    return probe(target)


def mean_colour(film: Path, at: float = 0.5) -> tuple[int, ...]:
    argv = [binary(), "-loglevel", "error", "-ss", str(at), "-i", str(film), "-frames:v", "1"]
    argv += ["-vf", "scale=1:1:flags=area,format=rgb24", "-f", "rawvideo", "pipe:1"]
    return tuple(subprocess.run(argv, check=True, capture_output=True, timeout=30).stdout)


def test_first_is_what_every_phone_plays(small: Path, tmp_path: Path) -> None:
    film = tmp_path / "first.mp4"
    made = first(small, film)
    assert (made.width, made.height, made.fps, made.duration) == (320, 180, 25.0, 2.0)
    assert (made.video_codec, made.pixel_format, made.audio_codec) == ("h264", "yuv420p", "aac")
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"Lavf" not in data


def test_first_tells_its_progress_up_to_the_end(small: Path, tmp_path: Path) -> None:
    told: list[float] = []
    found = probe(small)
    encode.first(small, tmp_path / "first.mp4", found, TINY, told.append)
    assert told == sorted(told)
    assert 0.9 < told[-1] <= 1.0


def test_rest_makes_all_sizes_from_one_decode(small: Path, tmp_path: Path) -> None:
    other = replace(TINY, name="720p", width=240, height=136)
    targets = {TINY: tmp_path / "a.mp4", other: tmp_path / "b.mp4"}
    encode.rest(small, targets, probe(small))
    sizes = [(made.width, made.height, made.has_audio) for made in map(probe, targets.values())]
    assert sizes == [(160, 90, True), (240, 136, True)]


def test_rest_leaves_nothing_when_it_fails(small: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(small.read_bytes()[:3000])
    targets = {TINY: tmp_path / "a.mp4", replace(TINY, name="720p"): tmp_path / "b.mp4"}
    with pytest.raises(MediaError):
        encode.rest(damaged, targets, probe(small))
    assert [path.name for path in tmp_path.iterdir()] == ["damaged.mp4"]


def test_rotation_is_baked_in(small: Path, tmp_path: Path, made: Maker) -> None:
    """The top half is red: after a quarter turn one side is."""
    red = "drawbox=x=0:y=0:w=iw:h=ih/2:color=red:t=fill"
    film = made("red.mp4", "-i", small, "-vf", red, *QUICK)
    turned = made("turned.mp4", "-display_rotation", "90", "-i", film, "-c", "copy")
    upright = tmp_path / "upright.mp4"
    result = first(turned, upright)
    assert (result.width, result.height, result.rotation) == (180, 320, 0)
    left = made("left.mp4", "-i", upright, "-vf", "crop=iw/3:ih:0:0", *QUICK)
    colour = mean_colour(left)
    assert colour[0] > 180
    assert max(colour[1:]) < 90


def test_an_uneven_pace_becomes_even(small: Path, tmp_path: Path, made: Maker) -> None:
    drop = "select='lt(n,20)+not(mod(n,4))'"
    result = first(
        made("uneven.mp4", "-i", small, "-vf", drop, "-fps_mode", "vfr", *QUICK), tmp_path / "even.mp4"
    )
    assert (result.fps, result.variable_fps) == (25.0, False)
    assert result.duration == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize(
    ("rate", "kept"), [("60000/1001", 59.9401), ("120", 60.0), ("30000/1001", 29.97), ("10", 10.0)]
)
def test_the_pace_is_kept_up_to_sixty(
    small: Path, tmp_path: Path, made: Maker, rate: str, kept: float
) -> None:
    film = made("paced.mp4", "-i", small, "-t", "1", "-vf", f"fps={rate}", *QUICK)
    assert first(film, tmp_path / "out.mp4", TINY).fps == pytest.approx(kept, abs=0.0005)


def test_missing_sound_stays_missing_and_silence_stays_silent(
    small: Path, small_silent: Path, tmp_path: Path, made: Maker
) -> None:
    mute = made("mute.mp4", "-i", small, "-an", "-c", "copy")
    assert first(mute, tmp_path / "a.mp4", TINY).has_audio is False
    quiet = first(small_silent, tmp_path / "b.mp4", TINY)
    assert (quiet.has_audio, quiet.silent) == (True, True)


@pytest.mark.parametrize("gain", [-12, 0, 9])
def test_loudness_is_evened(made: Maker, tmp_path: Path, gain: int) -> None:
    """The same music, sent quietly or far too loudly, arrives at about the same loudness, never clipped."""
    sound = f"anoisesrc=c=pink:d=4:a=0.8:seed=1,tremolo=f=3,volume={gain}dB"
    film = made(
        "loud.mkv",
        "-f",
        "lavfi",
        "-i",
        "color=s=64x64:d=4:r=10",
        "-f",
        "lavfi",
        "-i",
        sound,
        "-shortest",
        *QUICK,
    )
    result = first(film, tmp_path / "out.mp4")
    assert result.loudness == pytest.approx(encode.LOUDNESS, abs=2)


def test_a_whisper_is_not_blown_up_into_noise(made: Maker, tmp_path: Path) -> None:
    sound = "anoisesrc=c=pink:d=3:a=0.004:seed=1"
    film = made(
        "whisper.mkv",
        "-f",
        "lavfi",
        "-i",
        "color=s=64x64:d=3:r=10",
        "-f",
        "lavfi",
        "-i",
        sound,
        "-shortest",
        *QUICK,
    )
    before = probe(film).loudness
    after = first(film, tmp_path / "out.mp4").loudness
    assert before
    assert after == pytest.approx(before + encode.MOST_GAIN, abs=1)


def test_surround_sound_becomes_stereo(small: Path, tmp_path: Path, made: Maker) -> None:
    film = made("cinema.mp4", "-i", small, "-c:v", "copy", "-ac", "6")
    assert first(film, tmp_path / "out.mp4", TINY).audio_channels == 2


def test_stretched_points_become_square(small: Path, tmp_path: Path, made: Maker) -> None:
    film = made("wide.mp4", "-i", small, "-vf", "setsar=4/3", *QUICK)
    result = first(film, tmp_path / "out.mp4")
    assert (result.width, result.height) == (426, 180)


def test_half_pictures_are_made_whole(small: Path, tmp_path: Path, made: Maker) -> None:
    film = made("half.mp4", "-i", small, "-vf", "interlace", *QUICK, "-flags", "+ildct+ilme")
    assert first(film, tmp_path / "out.mp4", TINY).interlaced is False


def test_hdr_becomes_ordinary_and_stays_bright(tmp_path: Path, made: Maker) -> None:
    """White paper at 203 nits in PQ is light grey to white on an ordinary screen, not dark."""
    tags = (
        "format=yuv420p10le,setparams=range=tv:colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084"
    )
    paper = "color=s=160x90:d=1:r=10:c=0x949494"  # PQ code 0.58
    codec = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]
    film = made("hdr.mp4", "-f", "lavfi", "-i", paper, "-vf", tags, *codec)
    out = tmp_path / "out.mp4"
    result = first(film, out)
    assert (result.hdr, result.pixel_format, result.colour_space) == (False, "yuv420p", 1)
    assert min(mean_colour(out)) > 150


def test_colours_stay_what_they_were(made: Maker, tmp_path: Path) -> None:
    """Also for full-range uploads, and for those that do not say how their colours are meant."""
    for number, options in enumerate(
        (["-pix_fmt", "yuvj420p"], ["-pix_fmt", "yuv420p"], ["-pix_fmt", "yuv444p"])
    ):
        source = ["-f", "lavfi", "-i", "color=s=160x90:d=1:r=10:c=0xD02060", "-c:v", "libx264", *options]
        film, out = made(f"{number}.mp4", *source), tmp_path / f"out{number}.mp4"
        first(film, out)
        difference = [abs(a - b) for a, b in zip(mean_colour(film), mean_colour(out), strict=True)]
        assert max(difference) <= 6, options


def test_sound_that_starts_later_stays_in_step(small: Path, tmp_path: Path, made: Maker) -> None:
    film = made(
        "late.mp4", "-i", small, "-itsoffset", "0.5", "-i", small, "-map", "0:v", "-map", "1:a", "-c", "copy"
    )
    out = tmp_path / "out.mp4"
    first(film, out, TINY)
    argv = [binary(), "-hide_banner", "-i", str(out), "-af", "silencedetect=n=-60dB:d=0.2", "-f", "null", "-"]
    said = subprocess.run(argv, check=True, capture_output=True, text=True, timeout=30).stderr
    assert "silence_start: 0" in said
    assert float(said.split("silence_end: ")[1].split()[0]) >= 0.45


def test_pace_is_one_that_players_like() -> None:
    base = {"rotation": 0, "variable_fps": False}
    plain = Probe(
        container="mov", duration=1, width=2, height=2, video_codec="h264", pixel_format="", hdr=False,
        interlaced=False, colour_space=2, has_audio=False, audio_codec="", audio_channels=0, audio_index=0,
        silent=None, loudness=None, fps=30, **base,
    )  # fmt: skip
    paces = {
        29.9921: "30",
        29.97: "30000/1001",
        23.976: "24000/1001",
        59.94: "60000/1001",
        240.0: "60",
        12.5: "12.500",
    }
    assert {fps: encode.pace(replace(plain, fps=fps)) for fps in paces} == paces
    assert encode.pace(replace(plain, fps=0.1)) == "5.000"
    assert encode.pace(replace(plain, fps=28.6, variable_fps=True)) == "30"
