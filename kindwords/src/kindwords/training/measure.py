"""Everything that the model card says, measured on rows that the weights never saw."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kindwords.attributes import ATTRIBUTES, COLUMNS, HARMS, Attribute
from kindwords.corpus import Corpus, read_corpus
from kindwords.engine import Engine, load_engine
from kindwords.languages import CODES, canonical
from kindwords.metrics import calibration_error, spread, summary
from kindwords.policy import Outcome, decide
from kindwords.reading import Reading
from kindwords.training import folds, speed
from kindwords.training.bias import identity_table
from kindwords.training.dataset import Example, examples, lot
from kindwords.training.disguise import DRESSES, UNTAUGHT
from kindwords.training.fit import Progress
from kindwords.training.sources import read, sources
from kindwords.training.thresholds import friendly

Floats = NDArray[np.float64]
_TOXIC = COLUMNS.index(Attribute.TOXICITY)
_COMPARED = 1_000  # rows of each source that serves only for comparison
_DRESSED = 120  # rows a language and dress


def measure(folder: Path, data: Path, corpus: Path, thorough: bool, say: Progress) -> dict[str, Any]:
    engine = load_engine(folder)
    own = read_corpus(corpus)
    dev = [e for e in examples(data, own) if e.split == "dev"]
    say(f"{len(dev):,} held-out rows")
    readings = engine.read_many([e.text for e in dev])
    scores = np.array([[r.scores[a] for a in ATTRIBUTES] for r in readings])
    found: dict[str, Any] = {
        "model": engine.scorer.name,
        "digest": engine.scorer.digest,
        "attributes": _attributes(dev, scores),
        "languages": _languages(dev, scores),
        "kinds": _kinds(dev, readings, engine, own),
        "friendly": _friendly(dev, scores, readings, engine),
        "identity": identity_table(dev, scores[:, _TOXIC]),
    }
    say("disguises …")
    found["disguise"] = _disguise(dev, engine)
    say("sources that were not trained on …")
    found["unseen"] = _unseen(data, engine)
    found["speed"] = speed.measure(folder, [e.text for e in dev if len(e.text) < 200])
    if thorough:
        found["kinds_left_out"] = folds.kinds_left_out(data, own, say)
    return found


def _attributes(dev: Sequence[Example], scores: Floats) -> dict[str, Any]:
    found = {}
    for column, attribute in enumerate(ATTRIBUTES):
        s, y = _known(dev, scores[:, column], attribute)
        if len(y) and 0 < y.sum() < len(y):
            measured = summary(s, y) | {"calibration_error": calibration_error(s, y)}
            found[attribute.value] = _rounded(measured) | {"calibration": spread(s, y)}
    return found


def _languages(dev: Sequence[Example], scores: Floats) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code in CODES:
        for own in (True, False):
            mine = [i for i, e in enumerate(dev) if e.language == code and e.origin.startswith("own:") is own]
            for attribute in (Attribute.TOXICITY, Attribute.BULLYING, Attribute.KINDNESS):
                s, y = _known([dev[i] for i in mine], scores[mine, COLUMNS.index(attribute)], attribute)
                if len(y) > 30 and 0 < y.sum() < len(y):
                    found[f"{code} {'corpus' if own else 'open'} {attribute.value}"] = _rounded(summary(s, y))
    return found


def _known(dev: Sequence[Example], scores: Floats, attribute: Attribute) -> tuple[Floats, Floats]:
    known = [i for i, e in enumerate(dev) if attribute in e.labels]
    return scores[known], np.array([dev[i].labels[attribute] for i in known])


def _kinds(
    dev: Sequence[Example], readings: Sequence[Reading], engine: Engine, corpus: Corpus
) -> dict[str, Any]:
    """kind → language → share of held-out texts that would be prompted."""
    prompted: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for example, reading in zip(dev, readings, strict=True):
        if example.origin.startswith("own:"):
            stopped = decide(reading, engine).outcome is not Outcome.FINE
            prompted[example.origin[4:]][example.language].append(stopped)
    return {
        kind: {"side": corpus.kinds[kind].side}
        | {code: [round(float(np.mean(p)), 3), len(p)] for code, p in sorted(of.items())}
        for kind, of in sorted(prompted.items(), key=lambda pair: (corpus.kinds[pair[0]].side, pair[0]))
    }


def _friendly(
    dev: Sequence[Example], scores: Floats, readings: Sequence[Reading], engine: Engine
) -> dict[str, dict[str, float]]:
    """Texts of the corpus that hurt nobody: how many score above .5 for a harm, how many are prompted."""
    columns = [COLUMNS.index(harm) for harm in HARMS]
    found = {}
    for code in CODES:
        mine = [
            i for i, e in enumerate(dev) if e.language == code and e.origin.startswith("own:") and friendly(e)
        ]
        if mine:
            above = (scores[np.ix_(mine, columns)] > 0.5).any(axis=1)
            prompted = [decide(readings[i], engine).outcome is not Outcome.FINE for i in mine]
            found[code] = {
                "rows": len(mine),
                "any_harm_above_half": round(float(above.mean()), 4),
                "prompted": round(float(np.mean(prompted)), 4),
            }
    return found


def _disguise(dev: Sequence[Example], engine: Engine) -> dict[str, Any]:
    """dress → language → (share of the plain recall kept, false alarms plain, false alarms dressed)."""
    found: dict[str, Any] = defaultdict(dict)
    for code in CODES:
        mine = [e for e in dev if e.language == code and e.text.split() and len(e.text) < 200]
        hostile = [e for e in mine if e.labels.get(Attribute.TOXICITY) == 1][:_DRESSED]
        warm = [e for e in mine if friendly(e)][:_DRESSED]
        if not hostile or not warm:
            continue
        plain, alarms = _flagged(engine, hostile, str), _flagged(engine, warm, str)
        for name, dress in {**DRESSES, **UNTAUGHT}.items():
            put_on = _putting_on(dress, code)
            kept = _flagged(engine, hostile, put_on) / max(plain, 1e-9)
            found[name][code] = [round(kept, 3), round(alarms, 3), round(_flagged(engine, warm, put_on), 3)]
    return dict(found)


def _putting_on(dress: Callable[[str, str, random.Random], str], code: str) -> Callable[[str], str]:
    return lambda text: dress(text, code, random.Random(lot("worn", text)))  # noqa: S311


def _flagged(engine: Engine, rows: Sequence[Example], dress: Callable[[str], str]) -> float:
    readings = engine.read_many([dress(e.text) for e in rows])
    return float(np.mean([r.scores[Attribute.TOXICITY] >= 0.5 for r in readings]))


def _unseen(data: Path, engine: Engine) -> dict[str, Any]:
    """Sources whose licence keeps them out of training: other people's text, other people's labels."""
    found: dict[str, Any] = {}
    for source in sources().values():
        if source.ships or not (data / source.file).exists():
            continue
        rows = sorted(read(data, source), key=lambda row: lot(row["id"]))
        for column, attribute in (("toxic", Attribute.TOXICITY), ("kind", Attribute.KINDNESS)):
            known = [r for r in rows if r[column] in ("0", "1")][:_COMPARED]
            y = np.array([float(r[column]) for r in known])
            if 30 <= y.sum() <= len(y) - 30:
                s = np.array([r.scores[attribute] for r in engine.read_many([r["text"] for r in known])])
                code = canonical(known[0]["lang"])
                found[f"{source.name} {attribute.value}"] = {"language": code} | _rounded(summary(s, y))
    return found


def _rounded(measured: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in measured.items()}
