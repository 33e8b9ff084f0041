from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kindwords.segments import WHOLE, segments


@given(st.text("ab .!?\n", max_size=3_000))
def test_segments_are_short_ordered_and_lose_nothing(text: str) -> None:
    pieces = segments(text)
    assert all(end - begin <= WHOLE for begin, end in pieces)
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))
    assert "".join(text[b:e] for b, e in pieces).split() == text.split() or len(text) > WHOLE
    assert "".join("".join(text[b:e].split()) for b, e in pieces) == "".join(text.split())
