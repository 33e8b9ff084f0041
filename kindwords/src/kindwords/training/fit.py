"""Masked logistic regression on hashed n-grams by AdaGrad, in numpy alone, the same on every run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kindwords.attributes import COLUMNS
from kindwords.features import Features, Ints, character_features, word_features
from kindwords.models.linear import LinearModel, row_values
from kindwords.normalize import normalize
from kindwords.training.dataset import Example

Floats = NDArray[np.float32]
BATCH = 512
RATE = 0.35
PULL = 2e-6  # towards zero
CHUNK = 4_096
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run depends on besides its data; the same plan and data give the same weights, byte for byte."""

    bits: int = 18
    epochs: int = 3
    seed: int = 20210615
    cap: int | None = None  # rows a source at most, below the usual caps: for a quick try


@dataclass(frozen=True, slots=True)
class Rows:
    """Features of many rows end to end, with the value that every feature of a part carries."""

    buckets: NDArray[np.int32]
    values: Floats
    starts: Ints

    def batch(self, chosen: Ints) -> tuple[NDArray[np.int32], Floats, Ints]:
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        ends = np.cumsum(lengths)
        places = np.repeat(self.starts[chosen] - (ends - lengths), lengths) + np.arange(ends[-1])
        return self.buckets[places], self.values[places], ends - lengths


def featurise(texts: Sequence[str], bits: int) -> Rows:
    buckets: list[NDArray[np.int32]] = []
    values: list[Floats] = []
    lengths: list[Ints] = []
    for begin in range(0, len(texts), CHUNK):
        forms = [normalize(text).text for text in texts[begin : begin + CHUNK]]
        b, v, n = _interleaved(word_features(forms, bits), character_features(forms, bits))
        buckets.append(b)
        values.append(v)
        lengths.append(n)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(lengths))])
    return Rows(np.concatenate(buckets), np.concatenate(values), starts)


def _interleaved(words: Features, characters: Features) -> tuple[NDArray[np.int32], Floats, Ints]:
    """Both parts of each row side by side, in row order."""
    counts = [np.diff(part.starts) for part in (words, characters)]
    rows = np.concatenate([np.repeat(np.arange(len(c)), c) for c in counts])
    value = np.concatenate([np.repeat(row_values(c), c) for c in counts]).astype(np.float32)
    order = np.argsort(rows, kind="stable")
    buckets = np.concatenate([words.buckets, characters.buckets])[order].astype(np.int32)
    return buckets, value[order], counts[0] + counts[1]


def targets(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """(labels, weights); weight 0 where a label is not known."""
    labels = np.zeros((len(examples), len(COLUMNS)), np.float32)
    weights = np.zeros_like(labels)
    for i, example in enumerate(examples):
        for j, attribute in enumerate(COLUMNS):
            if attribute in example.labels:
                labels[i, j] = example.labels[attribute]
                weights[i, j] = example.weight
    return labels, _balanced(labels, weights)


def _balanced(labels: Floats, weights: Floats) -> Floats:
    """A rare side counts more, up to six times, so that rare attributes are learned at all."""
    yes = (weights * labels).sum(0)
    no = (weights * (1 - labels)).sum(0)
    lift = np.clip(np.sqrt(no / np.maximum(1, yes)), 1, 6)
    return (weights * np.where(labels > 0, lift, 1)).astype(np.float32)


def fit(rows: Rows, labels: Floats, weights: Floats, plan: Plan, say: Progress) -> LinearModel:
    width = labels.shape[1]
    table = np.zeros((1 << plan.bits, width), np.float32)
    squares = np.full((1 << plan.bits, width), 1e-3, np.float32)
    bias, bias_squares = np.zeros(width, np.float32), np.full(width, 1e-3, np.float32)
    rng = np.random.Generator(np.random.PCG64(plan.seed))
    for epoch in range(plan.epochs):
        order = rng.permutation(len(labels)).astype(np.int64)
        loss = 0.0
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            loss += _step(
                rows.batch(chosen), labels[chosen], weights[chosen], table, squares, bias, bias_squares
            )
        say(f"epoch {epoch + 1} of {plan.epochs}: loss {loss / len(order):.4f}")
    return quantise(table, bias)


def _step(
    batch: tuple[NDArray[np.int32], Floats, Ints],
    labels: Floats,
    weights: Floats,
    table: Floats,
    squares: Floats,
    bias: Floats,
    bias_squares: Floats,
) -> float:
    buckets, values, starts = batch
    odds = np.add.reduceat(table[buckets] * values[:, None], starts, axis=0) + bias
    chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    slope = (chance - labels) * weights
    lengths = np.diff(np.append(starts, len(buckets)))
    spread = np.repeat(slope, lengths, axis=0) * values[:, None]
    order = np.argsort(buckets, kind="stable")
    unique, first = np.unique(buckets[order], return_index=True)
    gradient = np.add.reduceat(spread[order], first, axis=0) + PULL * table[unique] * len(labels)
    squares[unique] += gradient * gradient
    table[unique] -= RATE * gradient / np.sqrt(squares[unique])
    total = slope.sum(0)
    bias_squares += total * total
    bias -= RATE * total / np.sqrt(bias_squares)
    surprise = -np.log(np.where(labels > 0, chance, 1 - chance) + 1e-7)
    return float((surprise * weights).sum())


def quantise(table: Floats, bias: Floats) -> LinearModel:
    """To eight bits an attribute; the few weights beyond the 99.99th percentile are cut."""
    peak = np.quantile(np.abs(table[np.abs(table).max(1) > 0]), 0.9999, axis=0)
    scale = np.maximum(peak, 1e-6) / 127
    weights = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    width = len(bias)
    return LinearModel(
        weights, scale.astype(np.float64), bias.astype(np.float64), np.ones(width), np.zeros(width)
    )
