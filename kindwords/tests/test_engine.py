import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kindwords
from kindwords.attributes import ATTRIBUTES
from kindwords.engine import LONGEST

ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates and NUL included
WORST = [
    "a", " a", "a1", "1a.", "!a", "é", "e\u0301", "\u0301\u0316", "ﷺ", "ab", "a'", "\u200b", "😀", "a.", '"a', "'a ", "\u202e",
    "https://x.yz ", "you ", "not ", "aa", "@a", "\x00", "🇵🇭", "\ud800", "٣", "ㅋ", ". ", "?",
]  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
def test_any_text_gives_a_sane_reading(engine: kindwords.Engine, text: str) -> None:
    reading = engine.read(text)
    assert set(reading.scores) == {a.value for a in ATTRIBUTES}
    assert all(0 <= score <= 1 for score in reading.scores.values())
    assert all(0 <= s.begin < s.end <= len(text) for s in reading.spans)
    json.dumps(reading.as_json())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=12), seed=st.randoms(use_true_random=False))
def test_company_and_order_change_nothing(engine: kindwords.Engine, texts: list[str], seed: object) -> None:
    order = list(range(len(texts)))
    seed.shuffle(order)  # type: ignore[attr-defined]
    alone = [engine.read(text) for text in texts]
    together = engine.read_many([texts[i] for i in order])
    assert [alone[i] for i in order] == together


@pytest.mark.parametrize("worst", WORST)
def test_20_kilobytes_of_the_worst_are_read_quickly(engine: kindwords.Engine, worst: str) -> None:
    text = worst * (20_480 // max(1, len(worst.encode("utf-8", "surrogatepass"))))
    assert min(_seconds(engine, text) for _ in range(4)) < 0.15


def _seconds(engine: kindwords.Engine, text: str) -> float:
    begin = time.thread_time()
    engine.read(text)
    return time.thread_time() - begin


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200d", "\n\n", "\u0301" * 10_000])
def test_nothing_to_read_scores_nothing(engine: kindwords.Engine, text: str) -> None:
    reading = engine.read(text)
    assert set(reading.scores.values()) == {0.0}
    assert (reading.language, reading.spans, reading.distress) == (None, (), 0.0)


def test_a_megabyte_is_refused_in_words(engine: kindwords.Engine) -> None:
    with pytest.raises(kindwords.TextTooLong, match="1,000,000 characters"):
        engine.read("a" * 1_000_000)
    assert engine.read("a" * LONGEST).scores


def test_bytes_are_refused_in_words(engine: kindwords.Engine) -> None:
    with pytest.raises(TypeError, match="a text is a str, not bytes"):
        engine.read(b"hi")  # type: ignore[arg-type]


def test_one_cruel_sentence_does_not_hide_in_a_long_text(engine: kindwords.Engine) -> None:
    plain = "The match starts at four and the bus leaves from the school gate. " * 20
    cruel = "You are so ugly and stupid, nobody likes you, just leave. "
    alone, hidden = engine.read(cruel), engine.read(plain + cruel + plain)
    assert engine.read(plain).scores["TOXICITY"] < 0.5 < alone.scores["TOXICITY"]
    assert hidden.scores["TOXICITY"] > 0.5
    assert all(s.begin >= len(plain) - 100 for s in hidden.spans if s.attribute == "TOXICITY")


def test_spans_point_at_the_words(engine: kindwords.Engine) -> None:
    text = "good morning, you are such an 1d10t"
    words = {text[s.begin : s.end] for s in engine.read(text).spans if s.attribute == "TOXICITY"}
    assert any("1d10t" in word for word in words)


def test_readings_are_frozen(engine: kindwords.Engine) -> None:
    reading = engine.read("hello")
    with pytest.raises(TypeError):
        reading.scores["TOXICITY"] = 1.0  # type: ignore[index]
    with pytest.raises(AttributeError):
        reading.language = "en"  # type: ignore[misc]


def test_a_language_is_needed_for_each_text_or_none(engine: kindwords.Engine) -> None:
    with pytest.raises(ValueError, match="one language a text"):
        engine.read_many(["a", "b"], ["en"])
    assert [r.language for r in engine.read_many(["a", "b"], ["tl", "pt-BR"])] == ["fil", "pt"]
