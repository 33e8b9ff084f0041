import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindreel.front.ranges import Span, wanted


@pytest.mark.parametrize(
    ("header", "spans"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("bytes=0-99", [(0, 100)]),
        ("bytes=90-", [(90, 100)]),
        ("bytes=-10", [(90, 100)]),
        ("bytes=-1000", [(0, 100)]),
        ("bytes=95-1000", [(95, 100)]),
        ("Bytes = 1-2 , 5-6", [(1, 3), (5, 7)]),
        ("bytes=0-1,200-300", [(0, 2)]),
    ],
)
def test_wanted_reads_good_headers(header: str, spans: list[tuple[int, int]]) -> None:
    assert wanted(header, 100) == [Span(*span) for span in spans]


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=500-600,700-"])
def test_wanted_says_when_nothing_can_be_served(header: str) -> None:
    assert wanted(header, 100) == []


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=1-2,x",
        "items=0-1",
        "bytes=+1-2",
        "bytes=0x1-2",
        "bytes=\u0661-2",
        "bytes=" + "9" * 30 + "-",
        "bytes=" + ",".join(["0-0"] * 17),
        "bytes=1--2",
    ],
)
def test_wanted_ignores_malformed_headers(header: str) -> None:
    assert wanted(header, 100) is None


def test_wanted_ignores_overlaps_that_add_up_to_more_than_the_file() -> None:
    assert wanted("bytes=0-,0-,0-", 100) is None
    assert wanted("bytes=0-49,50-99", 100) == [Span(0, 50), Span(50, 100)]


def test_wanted_of_an_empty_file_is_nothing() -> None:
    assert wanted("bytes=0-", 0) == []
    assert wanted("bytes=-5", 0) == []


@given(st.text(max_size=40), st.integers(0, 10_000))
def test_wanted_never_reaches_outside_of_the_file(tail: str, size: int) -> None:
    for span in wanted("bytes=" + tail, size) or []:
        assert 0 <= span.start < span.end <= size
