"""The deep reader: a small multilingual encoder with eight-bit weights, run by ONNX Runtime on one thread.

A text's scores must not depend on its company, so texts of one length are read together without padding, and
everything outside the graph is done row by row.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kindwords.models.unigram import BEGIN, END, Unigram

Floats = NDArray[np.float32]
LONGEST = 128  # pieces, ends included
_TOGETHER = 32
_BLOCK_BYTES = 18
Piece = tuple[int, int, int]


@dataclass(frozen=True)
class DeepModel:
    """`head` and `bias` turn a piece's hidden state into a share of the log-odds; a text's is their mean."""

    graph: Path
    blocks: NDArray[np.uint8]
    unigram: Unigram
    head: NDArray[np.float64]
    bias: NDArray[np.float64]

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.graph), options, providers=["CPUExecutionProvider"])

    def read(self, surfaces: Sequence[str]) -> list[NDArray[np.float64]]:
        """For each text the share of every piece, ends included, in the log-odds of every column."""
        shares = [np.zeros((0, len(self.bias)))] * len(surfaces)
        by_length: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for place, text in enumerate(surfaces):
            ids = [BEGIN, *(number for number, _, _ in self._pieces(text)), END]
            by_length[len(ids)].append((place, ids))
        for group in by_length.values():
            for begin in range(0, len(group), _TOGETHER):
                part = group[begin : begin + _TOGETHER]
                for (place, _), own in zip(part, self._shares([ids for _, ids in part]), strict=True):
                    shares[place] = own
        return shares

    def odds(self, shares: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        """Log-odds before calibration, of texts that were read."""
        return np.array([own.mean(axis=0) + self.bias for own in shares]).reshape(-1, len(self.bias))

    def blame(self, surface: str, shares: NDArray[np.float64], column: int) -> NDArray[np.float64]:
        """For each character, how far it raises the log-odds above the text's average piece."""
        carried = np.zeros(len(surface))
        own = shares[1:-1, column]
        for (_, begin, end), share in zip(self._pieces(surface), own - own.mean(), strict=True):
            carried[begin:end] = share / max(1, end - begin)
        return carried

    def _pieces(self, surface: str) -> list[Piece]:
        return self.unigram.pieces(surface, LONGEST - 2)

    def _shares(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """(rows, pieces, columns). The order of sums is fixed; a matrix product may change its own."""
        ids = np.array(rows)
        blocks = self.blocks[ids].reshape(*ids.shape, -1, _BLOCK_BYTES)
        embedded = unpacked(blocks).reshape(*ids.shape, -1)
        (hidden,) = self._session.run(["hidden"], {"embedded": embedded})
        wide = np.asarray(hidden, np.float64)
        return np.stack([(wide * column).sum(axis=-1) for column in self.head], axis=-1)


def unpacked(blocks: NDArray[np.uint8]) -> Floats:
    """A block is a float16 scale and 32 values of four bits, low halves first, minus eight."""
    scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[..., 2:] & 15, blocks[..., 2:] >> 4
    values = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
    return np.asarray(values * scale, np.float32)
