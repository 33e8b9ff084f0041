"""A person's picture: what was sent becomes a small square of our own, with nothing of the original file."""

import io
import warnings

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES, MOST_SIDE, MOST_POINTS = 8_000_000, 8192, 40_000_000
FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]


class PictureError(ValueError):
    """`sentence` may be shown to the person who sent the picture."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__("picture refused")
        self.sentence = sentence


def square_picture(data: bytes, size: int = 400) -> bytes:
    """WebP of `size` x `size`, cut from the middle, upright, without metadata."""
    if len(data) > MOST_BYTES:
        raise PictureError(_("This picture is too large. It may have at most 8 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below its
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                _check_size(picture)
                return _redraw(picture, size)
    except PictureError:
        raise
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        OverflowError,
        Image.DecompressionBombError,
    ) as problem:
        # Pillow's decoders answer damage with any of these.
        raise PictureError(_("We could not open this picture. Try a JPEG, PNG, WebP or GIF.")) from problem


def _check_size(picture: Image.Image) -> None:
    if max(picture.size) > MOST_SIDE or picture.width * picture.height > MOST_POINTS:
        raise PictureError(_("This picture has too many points. Make it smaller and try again."))


def _redraw(picture: Image.Image, size: int) -> bytes:
    picture.draft("RGB", (size, size))  # a JPEG is then decoded near the size that is needed
    upright = ImageOps.exif_transpose(picture)
    square = ImageOps.fit(upright.convert("RGBA"), (size, size), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", square.size)
    clean.paste(square)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=85, method=4)
    return out.getvalue()
