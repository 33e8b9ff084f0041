from hypothesis import given
from hypothesis import strategies as st

from kindwords.models.unigram import UNKNOWN, Unigram

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁a", "b", "ab", "▁ab", "c", "▁cab"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -2.0, -2.5, -2.2, -2.1, -4.0, -3.5]


def shown(text: str) -> list[tuple[str, str]]:
    return [(PIECES[n], text[b:e]) for n, b, e in Unigram(PIECES, SCORES).pieces(text, 99)]


def test_the_likeliest_split_is_found() -> None:
    assert shown("ab cab abab") == [("▁ab", "ab"), ("▁cab", "cab"), ("▁ab", "ab"), ("ab", "ab")]


def test_unknown_characters_in_a_row_are_one_piece() -> None:
    assert shown("axyb") == [("▁a", "a"), ("<unk>", "xy"), ("b", "b")]


def test_the_limit_holds() -> None:
    assert len(Unigram(PIECES, SCORES).pieces("ab " * 500, 10)) == 10


@given(st.text("abc xyz", max_size=60))
def test_pieces_cover_the_words_in_order(text: str) -> None:
    found = Unigram(PIECES, SCORES).pieces(text, 999)
    assert "".join(text[b:e] for _, b, e in found) == "".join(text.split())
    assert all(n >= UNKNOWN for n, _, _ in found)
