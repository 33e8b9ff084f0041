"""From folders of text to a folder of weights, in the order in which it happens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kindwords.corpus import read_corpus
from kindwords.models.cascade import Cascade
from kindwords.models.folder import save
from kindwords.models.linear import LinearModel
from kindwords.normalize import normalize
from kindwords.training.calibrate import calibrated
from kindwords.training.dataset import Example, examples, known_share
from kindwords.training.fit import Plan, Progress, featurise, fit, targets
from kindwords.training.sources import sources
from kindwords.training.thresholds import choose

NAME = {False: "kindwords-linear-1", True: "kindwords-1"}
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Run:
    """`deep` adds the second reader; `resume` takes its passes from checkpoints up to that number."""

    data: Path
    corpus: Path
    out: Path
    research: bool = False
    deep: bool = False
    resume: int = 0


def train(run: Run, plan: Plan, say: Progress) -> str:
    """Returns the digest of the weights. `research` also uses sources whose licence forbids shipping them."""
    own = read_corpus(run.corpus)
    for fault in own.faults:
        say(f"left out: {fault}")
    found = examples(run.data, own, run.research, plan.cap)
    say(f"{len(found):,} rows; features …")
    dev = [e for e in found if e.split == "dev" and not e.dress]
    model: LinearModel | Cascade
    model, thresholds = finish(learn([e for e in found if e.split == "train"], plan, say), dev)
    name = NAME[run.deep] + ("-research-not-to-be-shipped" if run.research else "")
    about = {"plan": asdict(plan), "rows": known_share(found), "data": _data(found)}
    model = replace(model, name=name)
    if run.deep:
        model, thresholds = _deepened(model, found, dev, run, plan, say)
    digest = save(model, run.out, about, thresholds)
    say(f"{run.out}: {digest}")
    return digest


def _deepened(
    fast: LinearModel, found: Sequence[Example], dev: Sequence[Example], run: Run, plan: Plan, say: Progress
) -> tuple[Cascade, dict[str, Any]]:
    from kindwords.training.deep.finish import exported, joined
    from kindwords.training.deep.teach import prepare, teach

    taught = prepare(found)
    checkpoint = run.out.with_name(run.out.name + "-deep")
    teach(taught, found, plan.seed, say, checkpoint, run.resume)
    say("quantising, calibrating …")
    return joined(fast, exported(taught, run.out), dev, fast.name)


def learn(found: Sequence[Example], plan: Plan, say: Progress) -> LinearModel:
    rows = featurise([e.text for e in found], plan.bits)
    labels, weights = targets(found)
    return fit(rows, labels, weights, plan, say)


def finish(model: LinearModel, dev: Sequence[Example]) -> tuple[LinearModel, dict[str, Any]]:
    """Calibrate, and choose thresholds, on rows that were held out."""
    labels, weights = targets(dev)
    texts = [normalize(e.text).text for e in dev]
    model = calibrated(
        model, in_batches(model, texts, raw=True), labels.astype(float), (weights > 0).astype(float)
    )
    return model, choose(dev, in_batches(model, texts))


def in_batches(model: LinearModel, texts: Sequence[str], raw: bool = False) -> NDArray[np.float64]:
    parts = [model.raw(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
    odds = np.concatenate(parts) if parts else np.zeros((0, len(model.bias)))
    return odds if raw else model.calibrated(odds)


def _data(found: Sequence[Example]) -> dict[str, dict[str, Any]]:
    """What the card says about each source that was used."""
    counts = Counter(e.origin.split(":")[0] if e.origin.startswith("own:") else e.origin for e in found)
    listed = sources()
    used: dict[str, dict[str, Any]] = {}
    for name, count in sorted(counts.items()):
        source = listed.get(name)
        used[name] = {"rows": count, "licence": "CC0-1.0 (this project)", "sha256": ""}
        if source:
            used[name] |= {
                "licence": source.licence,
                "sha256": source.sha256,
                "repository": source.repository,
            }
    return used
