import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from kindwords.cli import main


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    class Stdin:
        buffer = io.BytesIO(content)

    monkeypatch.setattr(sys, "stdin", Stdin)


def test_score_answers_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(
        monkeypatch,
        b'{"id": 7, "text": "thank you so much"}\n\n{"id": "b", "text": "hola", "language": "es"}\n',
    )
    assert main(["score"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], first["language"], second["id"], second["language"]) == (7, "en", "b", "es")
    assert {"id", "language", "scores", "spans", "model", "digest"} <= first.keys()


def test_score_names_bad_lines_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = (
        b'nope\n{"id": 1}\n\xff\xfe\n[1]\n{"text": "a", "language": 3}\n'
        + b'{"text": "'
        + b"a" * 100_001
        + b'"}\n'
    )
    feed(monkeypatch, bad + b'{"id": 2, "text": "hi"}\n')
    assert main(["score", "--batch", "2"]) == 1
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == [2]
    assert [line.split(":")[1].strip() for line in shown.err.splitlines()] == [
        f"line {n}" for n in range(1, 7)
    ]


def test_score_takes_a_byte_order_mark_and_no_nan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, b'\xef\xbb\xbf{"id": 1, "text": "hi"}\n{"id": NaN, "text": "hi"}\n')
    assert main(["score"]) == 1
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == [1]
    assert "line 2" in shown.err


def test_evaluate_measures_by_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv.gz"
    rows = (
        "id,text,lang,toxic,kind\n1,you are a stupid ugly idiot,en,1,0\n2,see you at the game tonight,en,0,\n"
    )
    path.write_bytes(gzip.compress(rows.encode()))
    assert main(["evaluate", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["measures"]
    assert (found["TOXICITY"]["en"]["rows"], found["TOXICITY"]["all"]["accuracy"]) == (2, 1.0)


@pytest.mark.parametrize(
    "arguments",
    [["evaluate", "nowhere.csv"], ["score", "--model", "/nowhere"], ["train", "--data", ".", "--out", "x"]],
)
def test_failures_are_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["nope"], ["corpus"], ["serve", "--port", "x"]])
def test_bad_use_is_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
