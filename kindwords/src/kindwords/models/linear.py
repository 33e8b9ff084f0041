"""The fast reader: hashed n-grams, eight-bit weights, sums of integers; so the same answer in any batch."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kindwords.features import Features, Ints, character_features, word_features
from kindwords.models import Part, Scored, Scores

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A weight is `weights[bucket, column] * scale`; `slope` and `offset` calibrate the log-odds."""

    weights: NDArray[np.int8]
    scale: NDArray[np.float64]
    bias: NDArray[np.float64]
    slope: NDArray[np.float64]
    offset: NDArray[np.float64]
    name: str = "linear"
    digest: str = ""

    @property
    def bits(self) -> int:
        return int(self.weights.shape[0]).bit_length() - 1

    def raw(self, texts: Sequence[str]) -> Scores:
        """Log-odds before calibration."""
        if not texts:
            return np.zeros((0, len(self.bias)))
        total = self.bias[None, :].repeat(len(texts), axis=0)
        for features in (word_features(texts, self.bits), character_features(texts, self.bits)):
            total += self._sums(features) * self.scale * _damping(features)[:, None]
        return total

    def score(self, parts: Sequence[Part]) -> Scored:
        odds = self.raw([part.text for part in parts])
        return Scored(self.calibrated(odds), lambda part, column: self.blame(parts[part].text, column))

    def calibrated(self, odds: Scores) -> Scores:
        chance = 1.0 / (1.0 + np.exp(-np.clip(odds * self.slope + self.offset, -30, 30)))
        return np.asarray(np.round(chance, DECIMALS))

    def blame(self, text: str, attribute: int) -> NDArray[np.float64]:
        carried = np.zeros(len(text) + 1)
        for features in (word_features([text], self.bits), character_features([text], self.bits)):
            share = self.weights[features.buckets, attribute] * self.scale[attribute] * _damping(features)[0]
            begin, end = np.clip(features.begin, 0, len(text)), np.clip(features.end, 0, len(text))
            share = share / np.maximum(1, end - begin)
            np.add.at(carried, begin, share)
            np.add.at(carried, end, -share)
        along: NDArray[np.float64] = np.cumsum(carried)[:-1] * self.slope[attribute]
        return along

    def _sums(self, features: Features) -> NDArray[np.float64]:
        """Exact integer sums of each row's weights; an empty row sums to zero."""
        counts = np.diff(features.starts)
        sums = np.zeros((len(counts), self.weights.shape[1]), dtype=np.int64)
        filled = np.flatnonzero(counts)
        if len(filled):
            taken = self.weights[features.buckets].astype(np.int32)
            sums[filled] = np.add.reduceat(taken, features.starts[:-1][filled], axis=0)
        return sums.astype(np.float64)


def _damping(features: Features) -> NDArray[np.float64]:
    return row_values(np.diff(features.starts))


def row_values(counts: Ints) -> NDArray[np.float64]:
    """The value of each feature of a row: long texts do not shout louder than short ones."""
    return 1.0 / np.sqrt(2.0 * np.maximum(1, counts))
