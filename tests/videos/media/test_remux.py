import subprocess
from pathlib import Path

import pytest

from kindreel.videos.media.ffmpeg import binary
from kindreel.videos.media.probe import probe
from kindreel.videos.media.remux import remux, suffix
from tests.videos.media.conftest import Maker

PLACE = "+48.8577+002.2950/"
PLANTED = {
    "com.apple.quicktime.location.ISO6709": PLACE,
    "com.apple.quicktime.make": "PLANTED-MAKE",
    "com.apple.quicktime.model": "PLANTED-MODEL",
    "location": PLACE,
    "location-eng": PLACE,
    "artist": "PLANTED-NAME",
    "comment": "PLANTED-COMMENT",
    "creation_time": "2021-06-01T12:34:56Z",
    "encoder": "PLANTED-ENCODER",
}
SECRETS = [b"48.8577", b"PLANTED", b"2021-06", b"Lavf", b"quicktime.location"]


def planted(name: str, small: Path, made: Maker) -> Path:
    """Place, device and names wherever a container or a stream can hold them."""
    chapters = small.parent / "chapters.txt"
    chapters.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=PLANTED-CHAPTER\n")
    words = small.parent / "words.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nPLANTED-WORDS\n")
    tags = [part for key, value in PLANTED.items() for part in ("-metadata", f"{key}={value}")]
    tags += ["-metadata:s:v", "title=PLANTED-TITLE", "-metadata:s:a", "handler_name=PLANTED-HANDLER"]
    hidden = "h264_metadata=sei_user_data=086f3693b7b34f2c965321492feee5b8+PLANTED-SEI"
    text = "mov_text" if name.endswith(("mp4", "mov")) else "srt"
    inputs = ["-i", small, "-i", words, "-i", chapters, "-map", "0", "-map", "1", "-map_chapters", "2"]
    codecs = ["-c", "copy", "-c:s", text, "-bsf:v", hidden]
    flags = ["-movflags", "use_metadata_tags"] if text == "mov_text" else []
    return made(name, *inputs, *codecs, *tags, *flags)


@pytest.mark.parametrize("name", ["phone.mov", "phone.mp4", "phone.mkv"])
def test_remux_leaves_no_place_device_or_name(small: Path, tmp_path: Path, made: Maker, name: str) -> None:
    source = planted(name, small, made)
    before = source.read_bytes()
    assert all(word in before for word in (b"48.8577", b"PLANTED-MODEL", b"PLANTED-SEI", b"PLANTED-CHAPTER"))
    clean = remux(source, tmp_path / "clean", probe(source)).read_bytes()
    assert [word for word in SECRETS if word in clean] == []
    assert [word for word in (word.decode().encode("utf-16-le") for word in SECRETS) if word in clean] == []


def test_remux_zeroes_the_times_of_making(small: Path, tmp_path: Path, made: Maker) -> None:
    source = planted("phone.mp4", small, made)
    times = []
    for path in (source, remux(source, tmp_path / "clean", probe(source))):
        data = path.read_bytes()
        at = data.index(b"mvhd") + 8
        times.append(int.from_bytes(data[at : at + 8], "big"))
    assert times[0] != 0
    assert times[1] == 0


@pytest.mark.parametrize("turn", [90, 180, -90])
def test_remux_keeps_the_pictures_sound_and_rotation(
    small: Path, tmp_path: Path, made: Maker, turn: int
) -> None:
    source = made("turned.mp4", "-display_rotation", str(turn), "-i", small, "-c", "copy")
    found = probe(source)
    assert found.rotation == turn % 360
    assert probe(remux(source, tmp_path / "clean", found)) == found


def test_remux_gives_a_recorded_webm_a_length(small: Path, tmp_path: Path, made: Maker) -> None:
    source = made(
        "live.webm", "-i", small, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-c:a", "libopus", "-live", "1"
    )
    target = remux(source, tmp_path / "clean", probe(source))
    assert target == tmp_path / "clean.mp4"
    data = target.read_bytes()
    at = data.index(b"mvhd") + 16
    scale, length = (int.from_bytes(data[at + skip : at + skip + 4], "big") for skip in (0, 4))
    assert length / scale == pytest.approx(2, abs=0.1)


def test_remux_chooses_a_container_that_can_hold_the_codecs(small: Path, tmp_path: Path, made: Maker) -> None:
    source = made("old.mkv", "-i", small, "-t", "1", "-c:v", "libvpx", "-cpu-used", "8", "-c:a", "libopus")
    found = probe(source)
    target = remux(source, tmp_path / "clean.mp4", found)
    assert (suffix(found), target) == (".mkv", tmp_path / "clean.mkv")
    assert probe(target).duration == pytest.approx(found.duration, abs=0.1)
    assert not (tmp_path / "clean.mp4").exists()


def test_remux_keeps_only_the_usable_sound(small: Path, tmp_path: Path, made: Maker) -> None:
    tracks = ["-map", "0:v", "-map", "0:a", "-map", "0:a", "-c:v", "copy", "-c:a:0", "wmav2", "-c:a:1", "aac"]
    source = made("spatial.mkv", "-i", small, *tracks)
    clean = probe(remux(source, tmp_path / "clean", probe(source)))
    assert (clean.container, clean.audio_index, clean.audio_codec) == ("mov", 0, "aac")


@pytest.mark.parametrize(
    ("codec", "options", "hidden"),
    [
        ("libx265", ["-preset", "ultrafast"], b"x265"),
        ("libx264", ["-preset", "ultrafast"], b"x264"),
        ("mpeg4", [], b"MINE"),
        ("libsvtav1", ["-preset", "12"], None),
    ],
)
def test_remux_drops_the_messages_in_the_stream_and_keeps_the_pictures(
    small: Path, tmp_path: Path, made: Maker, codec: str, options: list[str], hidden: bytes | None
) -> None:
    source = made("from-a-phone.mp4", "-i", small, "-t", "1", "-c:v", codec, *options, "-an")
    if codec == "mpeg4":
        source.write_bytes(source.read_bytes().replace(b"Lavc", b"MINE"))
    found = probe(source)
    target = remux(source, tmp_path / "clean", found)
    again = probe(target)
    assert (again.width, again.height, again.duration, again.fps) == (320, 180, found.duration, found.fps)
    assert frames(target) == frames(source)
    if hidden:
        assert hidden in source.read_bytes()
        assert hidden not in target.read_bytes()


def frames(film: Path) -> int:
    """How many pictures can really be decoded."""
    argv = [binary(), "-v", "error", "-i", str(film), "-map", "0:v", "-f", "framemd5", "pipe:1"]
    said = subprocess.run(argv, check=True, capture_output=True, text=True, timeout=30)
    assert said.stderr == ""
    return sum(not line.startswith("#") for line in said.stdout.splitlines())


@pytest.mark.parametrize("sound", ["libvorbis", "flac", "pcm_s16le"])
def test_remux_encodes_sound_anew_whose_header_holds_free_text(
    small: Path, tmp_path: Path, made: Maker, sound: str
) -> None:
    tags = ["-metadata:s:a", f"LOCATION={PLACE}", "-metadata", f"LOCATION={PLACE}"]
    source = made("song.mkv", "-i", small, "-t", "1", "-c:v", "copy", "-c:a", sound, *tags)
    found = probe(source)
    target = remux(source, tmp_path / "clean", found)
    assert PLACE.encode() in source.read_bytes()
    assert PLACE.encode() not in target.read_bytes()
    again = probe(target)
    assert (again.audio_codec, again.container) == ("aac", "mov")
    assert again.loudness == pytest.approx(found.loudness, abs=1)


def test_remux_of_the_same_file_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    found = probe(small)
    one, two = remux(small, tmp_path / "one", found), remux(small, tmp_path / "two", found)
    assert one.read_bytes() == two.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.mp4", "two.mp4"]
