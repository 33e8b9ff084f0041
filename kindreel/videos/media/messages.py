"""Blanks what HEVC and AV1 files may hide beside the pictures: messages in the decoder's configuration box.

ffmpeg's filters drop such messages from the stream, and copy this box as it is. It works on MP4 files of our
own muxer, in place: each message keeps its length and becomes filler that decoders skip.
"""

from pathlib import Path

from kindreel.videos.media.errors import MediaError

MOST_HEADER = 64_000_000
SEI, FILLER_NAL = {39, 40}, 38
METADATA_OBU, PADDING_OBU = 5, 15


def blank(film: Path, codec: str) -> None:
    name, blanked = {"hevc": (b"hvcC", _blank_hevc), "av1": (b"av1C", _blank_av1)}[codec]
    with film.open("r+b") as file:
        head = bytearray(file.read(MOST_HEADER))
        at = head.find(name, 0, head.find(b"mdat"))
        if at < 4:
            raise MediaError("unsupported")
        size = int.from_bytes(head[at - 4 : at], "big") - 8
        box = head[at + 4 : at + 4 + size]
        try:
            blanked(box)
        except IndexError as problem:
            raise MediaError("broken") from problem
        file.seek(at + 4)
        file.write(box)


def _blank_hevc(box: bytearray) -> None:
    """ISO/IEC 14496-15, 8.3.3: after 22 bytes, arrays of parameter sets and messages, with their lengths."""
    at = 23
    for _array in range(box[22]):
        kind, count = box[at] & 0x3F, int.from_bytes(box[at + 1 : at + 3], "big")
        if kind in SEI:
            box[at] = FILLER_NAL
        at += 3
        for _unit in range(count):
            size = int.from_bytes(box[at : at + 2], "big")
            at += 2
            if box[at] >> 1 & 0x3F in SEI:
                box[at : at + size] = bytes([FILLER_NAL << 1, 1, *[0xFF] * (size - 3), 0x80])[:size]
            at += size


def _blank_av1(box: bytearray) -> None:
    """After 4 bytes, units with a header, a length in sevens of bits, and a body."""
    at = 4
    while at < len(box):
        start, size, shift = at, 0, 0
        at += 2 if box[at] & 4 else 1
        while True:
            size |= (box[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if not box[at - 1] & 0x80:
                break
        if box[start] >> 3 & 15 == METADATA_OBU:
            box[start] = PADDING_OBU << 3 | box[start] & 7
            box[at : at + size] = bytes(min(size, len(box) - at))
        at += size
