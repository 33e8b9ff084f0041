import gzip
from pathlib import Path

import pytest

import kindwords
from kindwords.languages import CODES
from kindwords.models.folder import BrokenModel
from kindwords.training.fit import Plan
from kindwords.training.pipeline import Run, train
from kindwords.training.sources import Refused, chosen, read, sources

KINDS = Path(__file__).parents[2] / "corpus" / "kinds.toml"
UNKIND = ("you are so ugly {n}", "nobody likes you {n}", "stupid {n} go away", "what a loser {n}")
PLAIN = ("see you at {n}", "the {n} is great", "thank you {n} my friend", "we play {n} today")
THINGS = [f"thing{i}" for i in range(30)]
PLAN = Plan(bits=12, epochs=2)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for code in CODES:
        for part in ("texts", "templates"):
            (folder / code / part).mkdir(parents=True)
        (folder / code / "slots.toml").write_text('thing = ["cat", "hat"]\n[swear]\nlexicon = "swear"\n')
        rows = ["# kind=looks", *(t.format(n=n) for t in UNKIND for n in THINGS)]
        rows += ["# kind=everyday", *(t.format(n=n) for t in PLAIN for n in THINGS)]
        (folder / code / "texts" / "a.txt").write_text("\n".join(rows))
        (folder / code / "templates" / "a.txt").write_text("# kind=looks\nyour {thing} is {swear}\n")
    (folder / "kinds.toml").write_bytes(KINDS.read_bytes())
    return folder


def test_training_is_repeatable_and_makes_a_model_that_reads(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "data" / "train").mkdir(parents=True)
    digests = [
        train(Run(tmp_path / "data", corpus, tmp_path / name), PLAN, lambda line: None)
        for name in ("one", "two")
    ]
    assert digests[0] == digests[1]
    engine = kindwords.load(tmp_path / "one")
    assert engine.read("nobody likes you thing3").scores["TOXICITY"] > 0.5
    assert engine.read("see you at thing3").scores["TOXICITY"] < 0.5
    assert kindwords.decide(engine.read("see you at thing3"), engine).outcome == "fine"


def test_a_touched_weight_is_noticed(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "data" / "train").mkdir(parents=True)
    train(Run(tmp_path / "data", corpus, tmp_path / "out"), PLAN, lambda line: None)
    path = tmp_path / "out" / "linear.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(BrokenModel, match=r"linear\.npy is not the file"):
        kindwords.load(tmp_path / "out")


def test_files_that_nobody_listed_are_refused(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    (tmp_path / "train" / "mystery.csv.gz").write_bytes(gzip.compress(b"id,text\n"))
    with pytest.raises(Refused, match=r"mystery\.csv\.gz is not in sources.toml"):
        chosen(tmp_path, research=False)


def test_a_file_that_changed_is_refused(tmp_path: Path) -> None:
    source = sources()["goemotions"]
    (tmp_path / "train").mkdir()
    (tmp_path / source.file).write_bytes(gzip.compress(b"id,text\n1,hi\n"))
    with pytest.raises(Refused, match="digest differs"):
        list(read(tmp_path, source))


def test_only_open_classes_ship(tmp_path: Path) -> None:
    assert {s.licence_class for s in sources().values() if s.ships} == {"permissive", "share-alike"}
    assert not sources()["hatebr"].ships
