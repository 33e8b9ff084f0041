"""Teaching the encoder: one mixed run, rows of like length together, masked cross-entropy, fixed seeds."""

import random
import time
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from kindwords.attributes import COLUMNS, Attribute
from kindwords.models.deep import unpacked
from kindwords.models.unigram import BEGIN, END, Unigram
from kindwords.normalize import normalize, surface
from kindwords.training.dataset import Example
from kindwords.training.deep.network import Reader
from kindwords.training.fit import Progress, targets

LONGEST = 64  # pieces, ends included
BATCH = 32
RATE, HEAD_RATE = 1e-4, 1e-3
DROP = 0.1
WARM = 60  # steps
MATTERS = {Attribute.TOXICITY: 1.0, Attribute.BULLYING: 0.7, Attribute.KINDNESS: 0.7}
Blocks = NDArray[np.uint8]


class Pieces:
    """Texts to embedded, padded tensors."""

    def __init__(self, unigram: Unigram, blocks: Blocks) -> None:
        self.unigram, self.blocks = unigram, blocks

    def ids(self, text: str) -> list[int]:
        found = self.unigram.pieces(surface(normalize(text)), LONGEST - 2)
        return [BEGIN, *(number for number, _, _ in found), END]

    def tensors(self, rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        length = max(map(len, rows))
        ids = np.full((len(rows), length), 1)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
        width = self.blocks.shape[1] // 18
        embedded = unpacked(self.blocks[ids].reshape(len(rows), length, width, 18)).reshape(
            len(rows), length, -1
        )
        return torch.from_numpy(embedded), torch.from_numpy((ids != 1).astype(np.float32))


def tune(
    reader: Reader,
    pieces: Pieces,
    examples: Sequence[Example],
    seed: int,
    rates: tuple[float, float],
    say: Progress,
) -> None:
    """One pass. `rates`: share of the full rate at the beginning and at the end."""
    torch.manual_seed(seed)
    labels, weights = targets(examples)
    weights *= np.array([MATTERS.get(c, 0.4) for c in COLUMNS], np.float32)  # type: ignore[call-overload]
    rows = [pieces.ids(e.text) for e in examples]
    batches = _batches(rows, seed)
    body = [p for n, p in reader.named_parameters() if not n.startswith("head")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": reader.head.parameters(), "lr": HEAD_RATE}]
    )
    reader.train()
    begun, lost, seen = time.monotonic(), 0.0, 0
    for step, batch in enumerate(batches):
        share = _share(step, len(batches), rates)
        for group, full in zip(optimiser.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = full * share
        loss = _loss(reader, pieces, [rows[i] for i in batch], labels[batch], weights[batch])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        lost, seen = lost + float(loss.detach()), seen + len(batch)
        if step % 50 == 49:
            rate = seen / (time.monotonic() - begun)
            say(f"step {step + 1} of {len(batches)}: loss {lost / 50:.4f}, {rate:.1f} rows a second")
            lost = 0.0


def _loss(
    reader: Reader,
    pieces: Pieces,
    rows: Sequence[Sequence[int]],
    labels: NDArray[np.float32],
    weights: NDArray[np.float32],
) -> torch.Tensor:
    embedded, mask = pieces.tensors(rows)
    with torch.autocast("cpu", torch.bfloat16):
        odds = reader(embedded, mask, DROP)
    loss = functional.binary_cross_entropy_with_logits(
        odds.float(), torch.from_numpy(labels), torch.from_numpy(weights), reduction="sum"
    )
    return loss / len(rows)


def _share(step: int, steps: int, rates: tuple[float, float]) -> float:
    begin, end = rates
    return min(1.0, (step + 1) / WARM) * (begin + (end - begin) * step / max(1, steps))


def _batches(rows: Sequence[Sequence[int]], seed: int) -> list[list[int]]:
    """Shuffled, then sorted by length within stretches, then shuffled again as batches."""
    rng = random.Random(seed)  # noqa: S311
    order = list(range(len(rows)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for begin in range(0, len(order), BATCH * 50):
        stretch = sorted(order[begin : begin + BATCH * 50], key=lambda i: len(rows[i]))
        batches += [stretch[i : i + BATCH] for i in range(0, len(stretch), BATCH)]
    rng.shuffle(batches)
    return batches
