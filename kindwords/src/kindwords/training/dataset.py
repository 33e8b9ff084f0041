"""Rows to train on: listed sources damped, our own corpus filled and dressed, with what is known of each."""

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kindwords.attributes import COLUMNS
from kindwords.attributes import Attribute as A
from kindwords.corpus import Corpus, Row
from kindwords.languages import canonical
from kindwords.training import sources
from kindwords.training.disguise import DRESSES
from kindwords.training.kinds import row_labels
from kindwords.training.labels import Labels, labels
from kindwords.training.lexicons import Slots, lexicon_slots, profane

CAPS = {
    "goemotions": 16_000,
    "bias_madlibs_en": 1_500,
    "davidson": 3_000,
    "diasafety": 1_500,
    "cat_wiki": 8_000,
    "mlma_en": 2_500,
    "implicit_hate": 6_000,
}
CAP = 9_000
FILLS = 4
DRESSED_OPEN, DRESSED_OWN = 0.15, 0.8
DEV_OPEN, DEV_OWN = 8, 12  # per cent
WEIGHTS = {"open": 1.0, "text": 2.0, "template": 0.7}


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    language: str
    labels: Labels
    weight: float
    split: str  # train or dev
    origin: str  # source name, or own:<kind>
    group: str = ""
    dress: str = ""


def lot(*parts: object) -> int:
    """A number that depends on the words alone: splits and dice are the same everywhere."""
    return zlib.crc32("\x1f".join(map(str, parts)).encode("utf-8", "replace"))


def open_examples(data: Path, slots: Slots, research: bool, cap: int | None) -> Iterator[Example]:
    swear = profane(slots)
    for source in sources.chosen(data, research):
        rows = [row for row in sources.read(data, source) if row["text"].strip()]
        rows.sort(key=lambda row: lot(row["id"]))
        for row in rows[: min(CAPS.get(source.name, CAP), cap or CAP * 9)]:
            known = labels(source.name, row)
            known.setdefault(A.PROFANITY, float(not swear.isdisjoint(row["text"].lower().split())))
            code = canonical(row["lang"])
            if code is None or not {A.TOXICITY, A.KINDNESS} & known.keys():
                continue
            split = "dev" if lot("dev", row["id"]) % 100 < DEV_OPEN else "train"
            yield Example(row["text"], code, known, WEIGHTS["open"], split, source.name)


def own_examples(corpus: Corpus, slots: Slots) -> Iterator[Example]:
    for row in corpus.rows:
        known = row_labels(row, corpus.kinds[row.kind])
        if row.template:
            yield from _filled(row, known, corpus, slots)
        else:
            held = lot("dev", row.language, row.pair or row.text) % 100 < DEV_OWN
            split = "dev" if held else "train"
            yield Example(
                row.text, row.language, known, WEIGHTS["text"], split, f"own:{row.kind}", row.pair or ""
            )


def _filled(row: Row, known: Labels, corpus: Corpus, slots: Slots) -> Iterator[Example]:
    rng = random.Random(lot("fill", row.language, row.text))  # noqa: S311
    seen: set[str] = set()
    for _ in range(FILLS):
        text = row.text
        for name in row.slots:
            text = text.replace("{" + name + "}", _filler(row.language, name, corpus, slots, rng), 1)
        if text not in seen:
            seen.add(text)
            yield Example(text, row.language, known, WEIGHTS["template"], "train", f"own:{row.kind}")


def _filler(code: str, name: str, corpus: Corpus, slots: Slots, rng: random.Random) -> str:
    slot = corpus.slots.get(code, {}).get(name)
    fillers = slot.fillers if slot else ()
    if not fillers:
        fillers = slots[code].get((slot.lexicon if slot else None) or name, ())
    return rng.choice(fillers) if fillers else name


def dressed(examples: list[Example]) -> Iterator[Example]:
    """Each training row again in a dress, with the same label: both sides wear the same wardrobe."""
    names = sorted(DRESSES)
    for example in examples:
        rng = random.Random(lot("dress", example.text))  # noqa: S311
        share = DRESSED_OWN if example.origin.startswith("own:") else DRESSED_OPEN
        if rng.random() >= share or not example.text.split():
            continue
        name = rng.choice(names)
        known = dict(example.labels)
        if name == "love" and known.get(A.TOXICITY) == 0:
            known.pop(A.KINDNESS, None)
        text = DRESSES[name](example.text, example.language, rng)
        yield replace(example, text=text, labels=known, dress=name)


def examples(data: Path, corpus: Corpus, research: bool = False, cap: int | None = None) -> list[Example]:
    slots = lexicon_slots(data)
    found = [*open_examples(data, slots, research, cap), *own_examples(corpus, slots)]
    found.extend(dressed([e for e in found if e.split == "train"]))
    return found


def known_share(found: list[Example]) -> dict[str, tuple[int, int]]:
    """attribute → (rows that carry it, rows that are known not to)."""
    return {
        c: (sum(e.labels.get(c) == 1 for e in found), sum(e.labels.get(c) == 0 for e in found))
        for c in COLUMNS
    }
