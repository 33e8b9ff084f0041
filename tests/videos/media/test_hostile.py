"""Files made to harm: whatever they are, the answer is a `MediaError` in good time, or a clean film."""

import http.server
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kindreel.videos.media import encode, plan, remux
from kindreel.videos.media.errors import SENTENCES, MediaError
from kindreel.videos.media.probe import probe
from tests.videos.media.conftest import Maker

MUTATIONS = 30


def through(path: Path, folder: Path) -> str:
    """The whole way from the upload to the first rendition; the code of the refusal, or "fine"."""
    try:
        found = probe(path, most_seconds=20)
        source = remux.remux(path, folder / "clean", found)
        encode.first(source, folder / "first.mp4", found, plan.ladder(found)[0])
    except MediaError as error:
        return error.code
    return "fine"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and who asked it for what."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


NOT_VIDEOS = {
    "empty": b"",
    "one": b"\x00",
    "text": b"Dear all, this is a letter.\n" * 50,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "zip": b"PK\x03\x04" + bytes(200),
    "gif": b"GIF89a" + bytes(200),
    "concat": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "elf": b"\x7fELF" + bytes(500),
}


@pytest.mark.parametrize("name", sorted(NOT_VIDEOS))
def test_other_files_are_not_videos_whatever_they_are_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(NOT_VIDEOS[name])
    assert through(path, tmp_path) == "not_a_video"


@pytest.mark.parametrize(
    "disguise", [b"", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", b"\x1aE\xdf\xa3"]
)
def test_playlists_reach_neither_files_nor_addresses(
    tmp_path: Path, listener: tuple[str, list[str]], disguise: bytes
) -> None:
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("PLAIN-SECRET")
    lists = [
        f"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\n{address}/a.ts\n#EXTINF:10,\nfile://{secret}\n",
        f"ffconcat version 1.0\nfile '{secret}'\nfile '{address}/b.mp4'\n",
        f'<?xml version="1.0"?><MPD><BaseURL>{address}/c</BaseURL></MPD>',
        f"[playlist]\nFile1={address}/d\n",
    ]
    for number, text in enumerate(lists):
        path = tmp_path / f"list{number}.mp4"
        path.write_bytes(disguise + text.encode())
        assert through(path, tmp_path) in {"not_a_video", "broken"}
    assert asked == []
    assert not list(tmp_path.glob("first.mp4")) + list(tmp_path.glob("clean*"))


def test_file_names_are_never_understood_as_addresses(
    small: Path, tmp_path: Path, made: Maker, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    film = made("short.mp4", "-i", small, "-t", "0.2", "-c", "copy").read_bytes()
    for name in (
        "concat:a|b",
        "-i",
        "%03d.mp4",
        "a;b$(touch x).mp4",
        f"{address.replace('/', '_')}",
        "ünï 🎈.mp4",
    ):
        folder = tmp_path / f"in {len(name)}"
        folder.mkdir()
        path = folder / name
        path.write_bytes(film)
        assert through(path, folder) == "fine"
    assert asked == []


def test_references_to_other_files_are_not_followed(small: Path, tmp_path: Path, made: Maker) -> None:
    """A QuickTime film may say that its pictures lie in another file."""
    data = bytearray(small.read_bytes())
    at = data.index(b"url \x00\x00\x00\x01")
    data[at : at + 8] = b"alis\x00\x00\x00\x00"
    path = tmp_path / "pointer.mov"
    path.write_bytes(data)
    assert through(path, tmp_path) in {"fine", "broken", "no_picture"}


def test_truncated_films_are_refused_or_shown_as_far_as_they_go(
    small: Path, tmp_path: Path, made: Maker
) -> None:
    short = ["-i", small, "-t", "1", "-c", "copy"]
    last = made("last.mp4", *short)
    quick = made("quick.mp4", *short, "-movflags", "+faststart")
    stream = made("stream.mkv", *short)
    answers = []
    for film in (last, quick, stream):
        data = film.read_bytes()
        for part in (0.02, 0.5, 0.9):
            path = tmp_path / "cut.mp4"
            path.write_bytes(data[: int(len(data) * part)])
            answers.append(through(path, tmp_path))
    assert answers[:3] == ["broken"] * 3  # the table of contents came last, and is missing
    assert set(answers) <= {"broken", "no_picture", "fine"}
    assert answers[4] == answers[7] == "fine"


def test_attachments_and_scripts_stay_behind(small: Path, tmp_path: Path, made: Maker) -> None:
    page = tmp_path / "evil.html"
    page.write_text("<script>alert('EVIL')</script>")
    tag = ["-metadata:s:t", "mimetype=text/html", "-metadata", "title=<script>EVIL</script>"]
    film = made("carrier.mkv", "-i", small, "-c", "copy", "-attach", page, *tag)
    assert b"EVIL" in film.read_bytes()
    assert through(film, tmp_path) == "fine"
    made_files = [tmp_path / "clean.mp4", tmp_path / "first.mp4"]
    assert [b"EVIL" in path.read_bytes() for path in made_files] == [False, False]


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded(
    small: Path, tmp_path: Path
) -> None:
    data = bytearray(small.read_bytes())
    at = data.index(b"avc1", data.index(b"stsd")) + 28
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path = tmp_path / "huge.mp4"
    path.write_bytes(data)
    began = time.monotonic()
    assert through(path, tmp_path) in {"too_large", "fine"}
    assert time.monotonic() - began < 20


def mutated(data: bytes, seed: int) -> bytes:
    """Some flips, and now and then a piece that is missing, doubled or filled with one value."""
    chance = random.Random(seed)
    wild = bytearray(data)
    for _ in range(chance.choice([1, 4, 30, 300])):
        wild[chance.randrange(4, len(wild))] = chance.randrange(256)
    at, size = chance.randrange(12, len(wild)), chance.randrange(1, 400)
    match chance.randrange(4):
        case 0:
            del wild[at : at + size]
        case 1:
            wild[at:at] = wild[at : at + size]
        case 2:
            wild[at : at + size] = bytes([chance.choice([0, 255])]) * size
    return bytes(wild)


def contents_first(small: Path, made: Maker) -> list[bytes]:
    """Short films in which the table of contents is a large part, so that damage meets it often."""
    short = ["-i", small, "-t", "0.4", "-c", "copy"]
    names = {"mutant.mp4": ["-movflags", "+faststart"], "mutant.mkv": []}
    return [made(name, *short, *more).read_bytes() for name, more in names.items()]


@pytest.mark.slow
def test_damaged_films_always_get_an_answer(small: Path, tmp_path: Path, made: Maker) -> None:
    films = contents_first(small, made)
    answers = {}
    for seed in range(MUTATIONS):
        path = tmp_path / "mutant"
        path.write_bytes(mutated(films[seed % 2], seed))
        began = time.monotonic()
        answers[seed] = through(path, tmp_path)
        assert time.monotonic() - began < 60, f"seed {seed}"
    assert set(answers.values()) <= {*SENTENCES, "fine"}
    assert "fine" in answers.values()
    assert not list(tmp_path.glob(".making-*"))


@pytest.mark.soak
@pytest.mark.slow
def test_damaged_films_always_get_an_answer_many_times(small: Path, tmp_path: Path, made: Maker) -> None:
    films = contents_first(small, made)
    for seed in range(1000, 1000 + 1500):
        path = tmp_path / "mutant"
        path.write_bytes(mutated(films[seed % 2], seed))
        assert through(path, tmp_path) in {*SENTENCES, "fine"}, f"seed {seed}"
