"""Measurements as a page that a person can read. Text only; every number comes from `measure`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kindwords.languages import CODES
from kindwords.training.sources import sources

_MEASURES = ("rows", "positive", "auc", "f1", "macro_f1", "recall", "specificity")


def card_text(found: Mapping[str, Any]) -> str:
    parts = [
        f"# Model card: {found['model']}",
        f"Weights `{found['digest']}`. Written by `kindwords card`; nothing here was typed by hand.",
        _INTENT,
        "## Data\n" + _data(),
        "## Scores on held-out rows\n" + _attributes(found["attributes"]),
        "## Calibration\n" + _calibration(found["attributes"]),
        "## By language and origin\n" + _measures(found["languages"]),
        "## Whole kinds of case left out of training\n" + _left_out(found),
        "## Kinds of case: share of held-out texts that are prompted\n" + _kinds(found["kinds"]),
        "## Friendly texts\n" + _friendly(found["friendly"]),
        "## In disguise\n" + _disguise(found["disguise"]),
        "## Text that was never trained on, with its publishers' labels\n" + _measures(found["unseen"]),
        "## Identity words\n" + _identity(found["identity"]),
        "## Speed here, one thread\n" + _table(("measure", "value"), found["speed"].items()),
        _FAILURES,
    ]
    return "\n\n".join(parts) + "\n"


_INTENT = """## What it is for
Reading short comments in English, Spanish, Portuguese, Indonesian and Filipino for unkindness and kindness, so that a
writer can be asked to think again and a moderator can look first where it matters. Not for judging people, not for
police, schools or employers to score somebody, not for deciding alone that something is removed, and not for diagnosis:
`distress` only ever opens an offer of help."""

_FAILURES = """## Known failures
- Irony, counter-speech without the usual words, quotations that are long, and abuse made of everyday words are where it
  fails most: see the kinds of case above.
- Spanish, Indonesian and Filipino have no openly licensed real comments: they are learned from the project's corpus
  alone, and the rows above that were never trained on say what that costs.
- Held-out rows of the corpus come from the same writers as the training rows. They flatter; the kinds left out do not.
- `context` is not used. Pictures, names of people and events of the day are not known."""


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_shown(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _shown(cell: Any) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _data() -> str:
    rows = [(s.name, s.licence_class, s.repository, s.commit[:12]) for s in sources().values() if s.ships]
    rows.append(("own corpus", "CC0-1.0", "kindwords/corpus", ""))
    return _table(("source", "class", "repository", "commit"), rows)


def _measures(found: Mapping[str, Mapping[str, float]]) -> str:
    return _table(("", *_MEASURES), ([name, *(m[k] for k in _MEASURES)] for name, m in found.items()))


def _attributes(found: Mapping[str, Mapping[str, Any]]) -> str:
    names = (*_MEASURES, "calibration_error")
    return _table(("attribute", *names), ([a, *(m[k] for k in names)] for a, m in found.items()))


def _calibration(found: Mapping[str, Mapping[str, Any]]) -> str:
    """One bar a range: where the bar ends near the promised score, the promise is kept."""
    lines = [
        "Of the texts scored in a range, how many are so (the bar) against what was promised (the number).",
        "```",
    ]
    for attribute, measured in found.items():
        lines.append(attribute)
        for _, rows, promised, kept in measured["calibration"]:
            lines.append(
                f"  promised {promised:.2f}  kept {kept:.2f}  {'█' * round(kept * 40):<40}  {rows} rows"
            )
    return "\n".join([*lines, "```"])


def _left_out(found: Mapping[str, Any]) -> str:
    if "kinds_left_out" not in found:
        return "Not measured in this run (`--quick`)."
    return (
        "TOXICITY of a smaller fast reader, without the deep one, on texts of kinds that it never saw: hard on purpose.\n\n"
        + _measures(found["kinds_left_out"])
    )


def _kinds(found: Mapping[str, Mapping[str, Any]]) -> str:
    def cell(of: Mapping[str, Any], code: str) -> str:
        return f"{of[code][0]:.0%} of {of[code][1]}" if code in of else "–"

    return _table(
        ("kind", "side", *CODES), ([k, of["side"], *(cell(of, c) for c in CODES)] for k, of in found.items())
    )


def _friendly(found: Mapping[str, Mapping[str, float]]) -> str:
    rows = ([c, f["rows"], f["any_harm_above_half"], f["prompted"]] for c, f in found.items())
    return _table(("language", "rows", "any harm above .5", "prompted by the policy"), rows)


def _disguise(found: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    def cell(of: Mapping[str, Sequence[float]], code: str) -> str:
        return f"{of[code][0]:.0%} ({of[code][1]:.1%} → {of[code][2]:.1%})" if code in of else "–"

    said = "Share of the plain recall that is kept (false alarms on friendly text: plain → dressed).\n\n"
    return said + _table(
        ("dress", *CODES), ([name, *(cell(of, c) for c in CODES)] for name, of in found.items())
    )


def _identity(found: Mapping[str, Mapping[str, float]]) -> str:
    names = ("rows", "subgroup_auc", "bpsn_auc", "bnsp_auc")
    return _table(("term", *names), ([term, *(m[n] for n in names)] for term, m in found.items()))
