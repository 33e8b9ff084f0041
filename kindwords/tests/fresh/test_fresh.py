import csv
from pathlib import Path

import pytest

import kindwords
from kindwords.attributes import HARMS
from kindwords.corpus.rows import read_corpus
from kindwords.languages import CODES

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"


def texts(code: str, gold: str) -> list[str]:
    with (HERE / f"{code}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["text"].replace("\\u200b", "\u200b") for row in rows if row["gold"] == gold]


def test_every_language_has_fifty() -> None:
    counts = {code: [len(texts(code, gold)) for gold in ("harm", "fine", "help")] for code in CODES}
    assert counts == {code: [29, 19, 2] for code in CODES}


def test_most_harm_is_seen(engine: kindwords.Engine) -> None:
    seen = {
        code: sum(max(r.scores[harm] for harm in HARMS) > 0.5 for r in engine.read_many(texts(code, "harm")))
        for code in CODES
    }
    assert sum(seen.values()) >= 85, seen
    assert min(seen.values()) >= 8, seen


@pytest.mark.parametrize("code", CODES)
def test_most_friendly_texts_are_left_in_peace(engine: kindwords.Engine, code: str) -> None:
    readings = engine.read_many(texts(code, "fine"))
    assert sum(kindwords.decide(r, engine).outcome == "fine" for r in readings) >= 11


def test_people_in_pain_are_never_stopped(engine: kindwords.Engine) -> None:
    pain = [text for code in CODES for text in texts(code, "help")]
    decisions = [kindwords.decide(r, engine) for r in engine.read_many(pain)]
    assert not {"hold", "refuse"} & {d.outcome for d in decisions}
    assert sum(d.offer_help for d in decisions) >= 2


def test_no_text_is_in_the_corpus() -> None:
    known = {row.text.casefold() for row in read_corpus(CORPUS).rows}
    fresh = {t.casefold() for code in CODES for gold in ("harm", "fine", "help") for t in texts(code, gold)}
    assert fresh & known == set()
