import contextlib
import io
import random
import struct
import zlib

import pytest
from PIL import Image

from kindreel.videos.media.pictures import PictureError, square_picture


def picture(kind: str, size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    image = Image.new("RGB", size, (30, 160, 90))
    image.paste((220, 40, 40), (0, 0, size[0], size[1] // 2))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["WEBP"])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_square_picture_takes_each_kind(kind: str) -> None:
    made = read(square_picture(picture(kind)))
    assert (made.size, made.format) == ((400, 400), "WEBP")


def test_square_picture_turns_it_upright_and_drops_the_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    exif[0x010F] = "PLANTED-MAKER"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 29.0)
    data = picture("JPEG", (400, 400), exif=exif)
    assert b"PLANTED" in data
    made = square_picture(data, 100)
    assert b"PLANTED" not in made
    assert b"EXIF" not in made
    point = read(made).convert("RGB").getpixel((90, 50))
    assert point[0] > 180
    assert point[1] < 100


def test_square_picture_keeps_the_middle() -> None:
    wide = Image.new("RGB", (300, 100), "white")
    wide.paste("black", (100, 0, 200, 100))
    out = io.BytesIO()
    wide.save(out, "PNG")
    made = read(square_picture(out.getvalue(), 60)).convert("L")
    assert max(made.getpixel((x, 30)) for x in (8, 30, 52)) < 30


def test_square_picture_takes_the_first_frame_of_an_animation() -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    made = read(square_picture(out.getvalue(), 20))
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((10, 10))[0] > 200


def bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that claims a size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "empty": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "text": b"hello",
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "cut": picture("JPEG")[:600],
    "too many bytes": picture("JPEG") + bytes(8_000_000),
    "too wide": bomb(9000, 10),
    "too many points": bomb(8000, 8000),
    "bomb": bomb(60_000, 60_000),
    "hollow": bomb(4000, 4000),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_square_picture_refuses_with_a_sentence(name: str) -> None:
    with pytest.raises(PictureError) as caught:
        square_picture(REFUSED[name])
    assert str(caught.value.sentence)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_square_picture_takes_every_kind_of_colour(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 40)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert read(square_picture(out.getvalue(), 20)).size == (20, 20)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_damaged_pictures_always_get_an_answer(kind: str) -> None:
    data = picture(kind, (64, 48))
    for seed in range(60):
        chance = random.Random(seed)
        wild = bytearray(data)
        for _ in range(chance.choice([1, 5, 30])):
            wild[chance.randrange(4, len(wild))] = chance.randrange(256)
        with contextlib.suppress(PictureError):
            assert read(square_picture(bytes(wild), 20)).size == (20, 20)
