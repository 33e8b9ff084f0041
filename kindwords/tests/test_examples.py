import random
import tomllib
from pathlib import Path

import pytest

import kindwords
from kindwords.attributes import HARMS
from kindwords.languages import CODES
from kindwords.training.disguise import DRESSES, UNTAUGHT

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))
BLUNT = [(code, text) for code in CODES for text in EXAMPLES["blunt"][code]]


def found(engine: kindwords.Engine, texts: list[str]) -> int:
    return sum(r.scores["TOXICITY"] >= 0.5 for r in engine.read_many(texts))


@pytest.mark.parametrize("code", CODES)
def test_blunt_texts_are_found(engine: kindwords.Engine, code: str) -> None:
    assert found(engine, EXAMPLES["blunt"][code]) >= 9


@pytest.mark.parametrize("code", CODES)
def test_friendly_texts_are_left_in_peace(engine: kindwords.Engine, code: str) -> None:
    readings = engine.read_many(EXAMPLES["friendly"][code])
    high = [r for r in readings if any(r.scores[harm] > 0.5 for harm in HARMS)]
    prompted = [r for r in readings if kindwords.decide(r, engine).outcome != "fine"]
    assert (len(high) <= 1, len(prompted) <= 1) == (True, True)


@pytest.mark.parametrize("name", [*DRESSES, *UNTAUGHT])
def test_a_dress_hides_next_to_nothing(engine: kindwords.Engine, name: str) -> None:
    dress = {**DRESSES, **UNTAUGHT}[name]
    rng = random.Random(1)  # noqa: S311
    plain = found(engine, [text for _, text in BLUNT])
    dressed = found(engine, [dress(text, code, rng) for code, text in BLUNT])
    assert dressed >= 0.9 * plain
