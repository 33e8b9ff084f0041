from pathlib import Path

import pytest

from kindreel.videos.media import messages
from kindreel.videos.media.errors import MediaError


def film(folder: Path, name: bytes, body: bytes) -> Path:
    path = folder / "film.mp4"
    box = (8 + len(body)).to_bytes(4, "big") + name + body
    path.write_bytes(b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + box + b"\x00\x00\x00\x08mdatREST")
    return path


def unit(kind: int, body: bytes) -> bytes:
    return (2 + len(body)).to_bytes(2, "big") + bytes([kind << 1, 1]) + body


def test_blank_turns_hevc_messages_into_filler_of_the_same_length(tmp_path: Path) -> None:
    sets = b"\xa0\x00\x01" + unit(32, b"VPS") + b"\xa1\x00\x01" + unit(33, b"SPS")
    hidden = b"\xa7\x00\x02" + unit(39, b"SECRET-ONE") + unit(40, b"SECRET-TWO")
    path = film(tmp_path, b"hvcC", bytes(22) + b"\x03" + sets + hidden)
    size = path.stat().st_size
    messages.blank(path, "hevc")
    data = path.read_bytes()
    assert len(data) == size
    assert b"SECRET" not in data
    assert sets in data
    assert data.endswith(b"mdatREST")


def test_blank_turns_av1_messages_into_padding(tmp_path: Path) -> None:
    sequence, hidden = b"\x0a\x03SEQ", b"\x2a\x06SECRET"
    path = film(tmp_path, b"av1C", b"\x81\x00\x0c\x00" + sequence + hidden)
    messages.blank(path, "av1")
    data = path.read_bytes()
    assert sequence + b"\x7a\x06" + bytes(6) in data


@pytest.mark.parametrize(
    ("name", "body", "codec", "code"),
    [
        (b"free", b"", "hevc", "unsupported"),
        (b"hvcC", b"\x01", "hevc", "broken"),
        (b"hvcC", bytes(22) + b"\xff\x27\xff\xff", "hevc", "broken"),
        (b"av1C", b"\x81\x00\x0c\x00\x2a\xff", "av1", "broken"),
    ],
)
def test_blank_refuses_a_box_it_cannot_follow(
    tmp_path: Path, name: bytes, body: bytes, codec: str, code: str
) -> None:
    with pytest.raises(MediaError) as caught:
        messages.blank(film(tmp_path, name, body), codec)
    assert caught.value.code == code
