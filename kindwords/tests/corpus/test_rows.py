from pathlib import Path

import pytest

from kindwords.attributes import Attribute
from kindwords.corpus import read_corpus
from kindwords.corpus.check import check
from kindwords.corpus.duplicates import duplicates

KINDS = """
[looks]
side = "unkind"
labels = ["TOXICITY", "BULLYING"]
about = "x"
[everyday]
side = "plain"
labels = []
about = "x"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kinds.toml").write_text(KINDS)
    for name in ("texts", "templates"):
        (tmp_path / "en" / name).mkdir(parents=True)
    return tmp_path


def write(folder: Path, text: str, name: str = "texts/a.txt") -> None:
    (folder / "en" / name).write_text(text)


def test_rows_carry_kind_labels_and_pair(folder: Path) -> None:
    write(
        folder,
        "# kind=looks topic=school\nugly\n@p1 [INSULT] your nose\n# kind=everyday\n\\#hi all\n@p1 my nose\n",
    )
    rows = read_corpus(folder).rows
    assert [(r.text, r.kind, sorted(r.labels), r.pair, r.line) for r in rows] == [
        ("ugly", "looks", ["BULLYING", "TOXICITY"], None, 2),
        ("your nose", "looks", ["INSULT"], "p1", 3),
        ("#hi all", "everyday", [], None, 5),
        ("my nose", "everyday", [], "p1", 6),
    ]


def test_labels_of_a_heading_end_with_its_kind(folder: Path) -> None:
    write(folder, "# kind=looks labels=-\na\n# kind=looks\nb\n")
    assert [sorted(r.labels) for r in read_corpus(folder).rows] == [[], ["BULLYING", "TOXICITY"]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# kind=nope\n", "en/texts/a.txt:1: unknown kind 'nope'"),
        ("lost row\n", "en/texts/a.txt:1: a row before any '# kind=' of a known kind"),
        ("# kind=looks\n[NOPE] x\n", "en/texts/a.txt:2: unknown label 'NOPE'"),
    ],
)
def test_faults_name_file_and_line(folder: Path, text: str, fault: str) -> None:
    write(folder, text)
    assert [str(f) for f in read_corpus(folder).faults] == [fault]


def test_check_names_unknown_slots_lonely_pairs_and_repeats(folder: Path) -> None:
    write(folder, "# kind=looks\n{who} is ugly\n", "templates/a.txt")
    write(folder, "# kind=everyday\n@p1 the sun is out today\nThe sun... is OUT today!\n")
    found = {str(f) for f in check(read_corpus(folder)).faults if f.line}
    assert found == {
        "en/templates/a.txt:2: unknown slot {who}",
        "en/texts/a.txt:2: pair p1 has one member",
        "en/texts/a.txt:3: repeats en/texts/a.txt:2",
    }


def test_near_duplicates_are_found_and_pairs_are_not(folder: Path) -> None:
    line = "everybody in this class came to the party except for that one boy {}"
    write(
        folder,
        "# kind=everyday\n"
        + line.format("a")
        + "\n"
        + line.format("b")
        + "\n@p long {} one\n@p [INSULT] long {} two\n",
    )
    found = [(a.line, b.line, exact) for a, b, exact in duplicates(read_corpus(folder).rows)]
    assert found == [(3, 2, False)]


def test_labels_are_attributes(folder: Path) -> None:
    write(folder, "# kind=looks labels=THREAT,INSULT\nx y\n")
    assert read_corpus(folder).rows[0].labels == {Attribute.THREAT, Attribute.INSULT}
