"""Two passes over our rows: first broad, then mostly the project's own text, with open rows mixed in.

The second pass teaches what turns meaning; the open rows in it keep real comments from being forgotten.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from kindwords.attributes import COLUMNS
from kindwords.models.unigram import Unigram
from kindwords.normalize import normalize, surface
from kindwords.training.dataset import Example, lot
from kindwords.training.deep import e5, vocabulary
from kindwords.training.deep.network import Reader, started
from kindwords.training.deep.tune import Blocks, Pieces, tune
from kindwords.training.fit import Progress

LONGEST_TEXT = 400  # characters: longer open rows teach little and cost much


@dataclass(frozen=True, slots=True)
class Pass:
    """`open_rows` of each source (Portuguese ones times `portuguese`); shares of our rows by sort; rates."""

    open_rows: int
    portuguese: int
    texts: float
    fills: float
    dresses: float
    rates: tuple[float, float]


PASSES = (
    Pass(open_rows=750, portuguese=3, texts=0.6, fills=0.2, dresses=0.3, rates=(1.0, 0.4)),
    Pass(open_rows=280, portuguese=3, texts=1.0, fills=0.35, dresses=0.45, rates=(0.8, 0.02)),
)


@dataclass(frozen=True, slots=True)
class Taught:
    reader: Reader
    unigram: Unigram
    pieces: list[tuple[str, float]]
    blocks: Blocks
    shape: e5.Shape


def prepare(found: Iterable[Example]) -> Taught:
    """The encoder as it comes, with the pieces that our languages need."""
    encoder = e5.load(e5.find())
    keep = vocabulary.chosen(encoder, (surface(normalize(e.text)) for e in found if e.split == "train"))
    pieces = [(encoder.pieces[i], float(encoder.scores[i])) for i in keep]
    unigram = Unigram([p for p, _ in pieces], [s for _, s in pieces])
    reader = started(encoder, len(COLUMNS))
    return Taught(reader, unigram, pieces, encoder.embedding_blocks()[keep], encoder.shape)


def teach(
    taught: Taught, found: Sequence[Example], seed: int, say: Progress, checkpoint: Path, begin: int = 0
) -> None:
    """All passes from `begin` on; each leaves a checkpoint that the next can start from."""
    torch.set_num_threads(1)  # two threads add up in another order
    for number, plan in enumerate(PASSES):
        path = checkpoint.with_suffix(f".{number}.pt")
        if number < begin:
            taught.reader.load_state_dict(torch.load(path, weights_only=True))
            continue
        rows = list(portion(found, plan, seed + number))
        say(f"pass {number + 1} of {len(PASSES)}: {len(rows):,} rows")
        tune(taught.reader, Pieces(taught.unigram, taught.blocks), rows, seed + number, plan.rates, say)
        torch.save(taught.reader.state_dict(), path)


def portion(found: Sequence[Example], plan: Pass, seed: int) -> Iterator[Example]:
    """The training rows of one pass, chosen by lot."""
    sizes = Counter(e.origin for e in found if e.split == "train")
    for example in found:
        if example.split == "train" and len(example.text) <= LONGEST_TEXT:
            share = _share(example, plan, sizes[example.origin])
            if lot("portion", seed, example.origin, example.text) % 10_000 < share * 10_000:
                yield example


def _share(example: Example, plan: Pass, size: int) -> float:
    if not example.origin.startswith("own:"):
        return plan.open_rows * (plan.portuguese if example.language == "pt" else 1) / size
    if example.dress:
        return plan.dresses if example.weight > 1 else plan.dresses * plan.fills
    return plan.texts if example.weight > 1 else plan.fills
