"""What a corpus must prove: counts, balance, no repeats, every kind in every language, pairs that flip."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kindwords.corpus.duplicates import duplicates
from kindwords.corpus.rows import Corpus, Fault, Row
from kindwords.languages import CODES

TEXTS, TEMPLATES = 3_000, 950
TEXTS_OF_A_KIND, TEMPLATES_OF_A_KIND = 35, 10
PAIRS = 100
NEAR_SHARE = 0.01
FILLERS = 12
SIDES = {"unkind": (0.35, 0.55), "kind": (0.15, 0.35), "plain": (0.20, 0.42)}


@dataclass(slots=True)
class Report:
    languages: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def check(corpus: Corpus) -> Report:
    report = Report(faults=list(corpus.faults))
    for code in CODES:
        rows = [row for row in corpus.rows if row.language == code]
        report.languages[code] = _counts(corpus, rows)
        report.faults.extend(_size_faults(corpus, code, rows))
        report.faults.extend(_slot_faults(corpus, code, rows))
        report.faults.extend(_pair_faults(code, rows))
        report.faults.extend(_duplicate_faults(code, rows, report.languages[code]))
    return report


def _counts(corpus: Corpus, rows: list[Row]) -> dict[str, Any]:
    texts = [row for row in rows if not row.template]
    sides = Counter(corpus.kinds[row.kind].side for row in texts)
    return {
        "texts": len(texts),
        "templates": len(rows) - len(texts),
        "pairs": len({row.pair for row in rows if row.pair}),
        "sides": {side: round(sides[side] / max(1, len(texts)), 3) for side in SIDES},
        "kinds": dict(sorted(Counter(row.kind for row in texts).items())),
        "labels": dict(sorted(Counter(label.value for row in texts for label in row.labels).items())),
    }


def _size_faults(corpus: Corpus, code: str, rows: list[Row]) -> Iterator[Fault]:
    counts = _counts(corpus, rows)
    for name, least in (("texts", TEXTS), ("templates", TEMPLATES), ("pairs", PAIRS)):
        if counts[name] < least:
            yield Fault(code, 0, f"{counts[name]} {name}, at least {least} wanted")
    for side, (low, high) in SIDES.items():
        if not low <= counts["sides"][side] <= high:
            yield Fault(
                code,
                0,
                f"{counts['sides'][side]:.0%} of the texts are {side}: {low:.0%} to {high:.0%} wanted",
            )
    for template, least in ((False, TEXTS_OF_A_KIND), (True, TEMPLATES_OF_A_KIND)):
        found = Counter(row.kind for row in rows if row.template is template)
        for kind in corpus.kinds:
            if found[kind] < least:
                what = "templates" if template else "texts"
                yield Fault(code, 0, f"{found[kind]} {what} of kind {kind}, at least {least} wanted")


def _slot_faults(corpus: Corpus, code: str, rows: list[Row]) -> Iterator[Fault]:
    slots = corpus.slots.get(code, {})
    for row in rows:
        for name in row.slots:
            if name not in slots:
                yield Fault(row.path, row.line, f"unknown slot {{{name}}}")
        if row.template and not row.slots:
            yield Fault(row.path, row.line, "a template without a slot")
    for name, slot in slots.items():
        if slot.lexicon is None and len(set(slot.fillers)) < FILLERS:
            yield Fault(
                f"{code}/slots.toml", 1, f"{len(set(slot.fillers))} fillers of {name}, {FILLERS} wanted"
            )


def _pair_faults(code: str, rows: list[Row]) -> Iterator[Fault]:
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.pair:
            members[row.pair].append(row)
    for name, pair in sorted(members.items()):
        if len(pair) < 2:
            yield Fault(pair[0].path, pair[0].line, f"pair {name} has one member")
        elif len({row.labels for row in pair}) < 2:
            yield Fault(pair[0].path, pair[0].line, f"pair {name} does not change a label")


def _duplicate_faults(code: str, rows: list[Row], counts: dict[str, Any]) -> Iterator[Fault]:
    near: list[Fault] = []
    for later, earlier, exact in duplicates(rows):
        where = f"{earlier.path}:{earlier.line}"
        fault = Fault(later.path, later.line, f"{'repeats' if exact else 'is nearly'} {where}")
        if exact:
            yield fault
        else:
            near.append(fault)
    counts["near_duplicates"] = len(near)
    if len(near) > NEAR_SHARE * max(1, len(rows)):
        yield from near
