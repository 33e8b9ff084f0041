import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindreel.core.errors import Refused
from kindreel.core.text import clean_line, clean_text, folded


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two   words ", "two words"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u2066hidden\u2069", "hidden"),
        ("nul\x00l", "null"),
        ("\u200d\ufe0f", ""),
        ("👩\u200d🚒 ok", "👩\u200d🚒 ok"),
        ("love ❤\ufe0f1\ufe0f\u20e3", "love ❤\ufe0f1\ufe0f\u20e3"),
        ("id\u200dio\ufe0ft \u200dhere", "idiot here"),
        ("e\u200d\u0301", "é"),
        ("e\u0301", "é"),
        ("Z" + "\u0335" * 50, "Z" + "\u0335" * 4),
        ("\u3164\u3164", ""),
        ("\ud800x", "x"),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed: str, kept: str) -> None:
    assert clean_line(typed, most=60) == kept


def test_a_text_keeps_paragraphs_but_no_deserts() -> None:
    assert clean_text("one\r\n\r\n\r\n\r\n\r\ntwo\u2028three ", most=60) == "one\n\ntwo\nthree"


def test_too_long_is_refused_with_how_much() -> None:
    with pytest.raises(Refused, match="2 characters too long; 3 fit") as refused:
        clean_line("abcde", most=3, field="name")
    assert refused.value.field == "name"


def test_folding_forgets_accents_case_and_width() -> None:
    assert folded("CAFÉ Ñandú ｆｕｌｌ ß") == "cafe nandu full ss"


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    once = clean_text(typed, most=10_000)
    assert clean_text(once, most=10_000) == once
    once.encode("utf-8")
