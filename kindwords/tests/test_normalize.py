import time

import pytest

from kindwords.normalize import normalize


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("You Are STUPID", "you are stupid"),
        ("s t u p i d", "stupid"),
        ("s.t.u.p.i.d!", "stupid!"),
        ("y o u   a r e", "you are"),
        ("5tup1d", "stupid"),
        ("1d10t", "idiot"),
        ("b!tter", "bitter"),
        ("st\u200bup\u200did", "stupid"),
        ("ѕtuрid", "stupid"),
        ("𝖘𝖙𝖚𝖕𝖎𝖉", "stupid"),
        ("🆂🆃🆄🅿🅸🅳", "stupid"),
        ("stuuuuupid", "stupid"),
        ("soooo coooool nooo yesss loserrr!!!!", "so cool no yess loser!!"),
        ("goooood feeeeel burrrro", "good feel burro"),
        ("wkwkwkwkwk", "wkwk"),
        ("você é feio", "voce e feio"),
        ("e\u0301l", "el"),
        ("you’re don't", "youre dont"),
        ("love ❤️❤️❤️❤️", "love ❤❤"),
        ("👋🏽 hi", "👋 hi"),
        ("anak2 dan 2nd at 3pm, 10k", "anak2 dan 2nd at 3pm, 10k"),
        ("wow! @user 1 2 3 4", "wow! @user 1 2 3 4"),
        ("y0u @r3 5tup1d", "you are stupid"),
        ("l1k3 h4t3 ki11", "like hate kill"),
        ("so!what no!you", "so!what no!you"),
        ("n o   o n e   l i k e s   u", "no one likes u"),
        ("mp3 ps5 b2b covid19 user12", "mp3 ps5 b2b covid19 user12"),
        ("(you are great!) :) [ok]", "you are great! :) ok"),
        ("", ""),
    ],
)
def test_normalize_reads_what_a_person_reads(given: str, normal: str) -> None:
    assert normalize(given).text == normal


def test_normalize_keeps_the_way_back() -> None:
    given = "é tão  s\u200bt\u0301 x  b.o.b.o ❤️"
    normal = normalize(given)
    begin = normal.text.index("bobo")
    start, stop = normal.span(begin, begin + 4)
    assert given[start:stop] == "b.o.b.o"
    assert len(normal.origin) == len(normal.text)


@pytest.mark.parametrize(
    "worst",
    ["a", " a", "a1", "1a", "!a", "a!", "$", "é", "e\u0301", "\u0301\u0316", "ﷺ", "ab", "a'", "\u200b", "😀", "a.", "*a", "  "],
)  # fmt: skip
def test_normalize_is_quick_on_the_worst_20_kilobytes(worst: str) -> None:
    text = worst * (20_480 // len(worst.encode()))
    normalize(text)
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.05


def _seconds(text: str) -> float:
    begin = time.thread_time()
    normalize(text)
    return time.thread_time() - begin
