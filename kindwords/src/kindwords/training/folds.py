"""Development scores that mean something: whole kinds of case, with their templates, left out of training."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kindwords.attributes import COLUMNS, Attribute
from kindwords.corpus import Corpus
from kindwords.languages import CODES
from kindwords.metrics import summary
from kindwords.normalize import normalize
from kindwords.training.dataset import Example, examples
from kindwords.training.fit import Plan, Progress
from kindwords.training.pipeline import finish, in_batches, learn

FOLDS = 3
_PLAN = Plan(bits=18, epochs=2, cap=2_000)
_TOXIC = COLUMNS.index(Attribute.TOXICITY)


def kinds_left_out(data: Path, corpus: Corpus, say: Progress) -> dict[str, Any]:
    """For each third of the kinds of each side: train without it, then read it."""
    found = examples(data, corpus, cap=_PLAN.cap)
    unseen: list[Example] = []
    scores: list[float] = []
    for fold in range(FOLDS):
        left = {f"own:{kind}" for kind in _third(corpus, fold)}
        say(f"without {', '.join(sorted(k[4:] for k in left))}")
        rows = [e for e in found if e.origin not in left]
        model = learn([e for e in rows if e.split == "train"], _PLAN, say)
        model, _ = finish(model, [e for e in rows if e.split == "dev"])
        held = [
            e
            for e in found
            if e.origin in left and e.weight > 1 and not e.dress and Attribute.TOXICITY in e.labels
        ]
        unseen.extend(held)
        scores.extend(in_batches(model, [normalize(e.text).text for e in held])[:, _TOXIC].tolist())
    return {code: _summary(unseen, scores, code) for code in CODES if any(e.language == code for e in unseen)}


def _third(corpus: Corpus, fold: int) -> list[str]:
    names: list[str] = []
    for side in ("unkind", "kind", "plain"):
        of_side = sorted(name for name, kind in corpus.kinds.items() if kind.side == side)
        names.extend(of_side[fold::FOLDS])
    return names


def _summary(unseen: Sequence[Example], scores: Sequence[float], code: str) -> dict[str, float]:
    mine = [i for i, e in enumerate(unseen) if e.language == code]
    s = np.array([scores[i] for i in mine])
    y = np.array([unseen[i].labels[Attribute.TOXICITY] for i in mine])
    return {name: round(value, 4) for name, value in summary(s, y).items()}
