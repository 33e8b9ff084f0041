import contextlib
import random

import pytest

from kindreel.videos.media.captions import MOST_CUES, CaptionError, Cue, clean, parse, to_webvtt

VTT = """WEBVTT - a title

NOTE this stays behind
<script>alert(1)</script>

STYLE
::cue { background: url(http://example.org/x) }

REGION
id:fred

first
00:01.000 --> 00:02.500 align:start position:10%
<v Ana><b>Hello</b> &amp; welcome</v>
second line

00:00:00.000 --> 00:00:00.900
¡Hola! 🎈
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
<i>One</i>
{\\an8}two

2
00:00:03,000 --> 00:00:04,000
Three
""".replace("\n", "\r\n")


def test_clean_keeps_times_words_and_line_breaks_only() -> None:
    assert clean(VTT.encode()) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:00.900\n¡Hola! 🎈\n\n"
        "00:00:01.000 --> 00:00:02.500\nHello &amp; welcome\nsecond line\n"
    )


def test_parse_reads_srt() -> None:
    assert parse(SRT.encode("utf-8-sig")) == [Cue(1, 2, "One\ntwo"), Cue(3, 4, "Three")]


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;alert(1)",
        "<<b>script>alert(1)<</b>/script>",
        "<img src=x onerror=alert(1)>",
        "<ruby>a<rt>b</rt></ruby> <lang en>c</lang> <00:00:01.500>d",
        "a --> b",
        "WEBVTT\u2028NOTE x",
        "\x00\x1b[2J\u202eevil",
    ],
)
def test_clean_lets_no_markup_through(words: str) -> None:
    out = clean(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\nend".encode())
    _, times, *text = out.rstrip("\n").replace("\n\n", "\n").split("\n")
    assert times == "00:00:01.000 --> 00:00:02.000"
    assert text[-1] == "end"
    assert not set("<>\x00\x1b\u202e\u2028") & set("".join(text))
    assert parse(out.encode()) == parse(f"x\n\n00:01.000 --> 00:02.000\n{words}\nend".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WEBVTT\n\nno times here",
        b"\xff\xfe\x00W",
        b"WEBVTT\n\n00:05.000 --> 00:04.000\nbackwards",
        b"WEBVTT\n\n00:05.000 --> 00:05.000\nnothing",
        b"WEBVTT\n\n999:00:00.000 --> 999:00:01.000\nfar",
        b"x" * 1_000_001,
        b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\na\n\n" * (MOST_CUES + 1),
    ],
)
def test_parse_refuses_with_a_sentence(data: bytes) -> None:
    with pytest.raises(CaptionError) as caught:
        parse(data)
    assert str(caught.value.sentence)


def test_parse_takes_as_many_cues_as_are_allowed_in_good_time() -> None:
    data = b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\na\n\n" * MOST_CUES
    assert len(parse(data)) == MOST_CUES
    hostile = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<a" * 200_000 + b"&" * 200_000
    assert len(parse(hostile)[0].text) <= 500


def test_what_we_write_reads_back_the_same() -> None:
    chance = random.Random(7)
    letters = "abc ñéß한🎈&'\".,:-"
    for _ in range(200):
        cues = []
        for number in range(chance.randrange(1, 6)):
            text = "".join(chance.choices(letters, k=12)).strip() or "x"
            start = number * 2000
            cues.append(Cue(start / 1000, (start + chance.randrange(1, 1999)) / 1000, text))
        assert parse(to_webvtt(cues).encode()) == cues


def test_damaged_files_always_get_an_answer() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        data = bytearray(VTT.encode())
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(CaptionError):
            assert clean(bytes(data)).startswith("WEBVTT\n")
