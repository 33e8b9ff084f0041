"""Reading `corpus/<language>/{texts,templates}/*.txt`: one row a line under `# kind=…` headings."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kindwords.attributes import Attribute
from kindwords.languages import CODES

_PAIR = re.compile(r"@(\w+)\s+")
_LABELS = re.compile(r"\[([^\]]*)\]\s*")
_SETTING = re.compile(r"(\w+)=(\S+)")
_SLOT = re.compile(r"\{(\w+)\}")
_SETTINGS = frozenset({"kind", "topic", "register", "labels"})


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    side: str  # unkind, kind or plain
    labels: frozenset[Attribute]
    about: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the corpus, at a line that an editor can open."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    language: str
    kind: str
    labels: frozenset[Attribute]
    template: bool
    pair: str | None
    path: str
    line: int

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(_SLOT.findall(self.text)) if self.template else ()


@dataclass(slots=True)
class Corpus:
    kinds: dict[str, Kind]
    rows: list[Row] = field(default_factory=list)
    slots: dict[str, dict[str, "Slot"]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slot:
    """Either fillers that we wrote, or the name of a word list that only training opens."""

    fillers: tuple[str, ...] = ()
    lexicon: str | None = None


@dataclass(slots=True)
class _Heading:
    kind: str = ""
    labels: frozenset[Attribute] | None = None


def read_corpus(folder: Path) -> Corpus:
    """Everything under `folder`; faults are collected, never raised, so that a check names them all."""
    corpus = Corpus(kinds=read_kinds(folder / "kinds.toml"))
    for code in CODES:
        if not (folder / code).is_dir():
            continue
        corpus.slots[code] = _read_slots(folder / code / "slots.toml", corpus)
        for template, name in ((False, "texts"), (True, "templates")):
            for path in sorted((folder / code / name).glob("*.txt")):
                shown = path.relative_to(folder).as_posix()
                corpus.rows.extend(_read_file(path, shown, code, template, corpus))
    return corpus


def read_kinds(path: Path) -> dict[str, Kind]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Kind(name, entry["side"], frozenset(map(Attribute, entry["labels"])), entry["about"])
        for name, entry in data.items()
    }


def _read_slots(path: Path, corpus: Corpus) -> dict[str, Slot]:
    if not path.exists():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        corpus.faults.append(Fault(f"{path.parent.name}/slots.toml", 1, str(error)))
        return {}
    entries = data.get("slots", data)
    return {name: _slot(entry) for name, entry in entries.items()}


def _slot(entry: object) -> Slot:
    if isinstance(entry, dict):
        if "lexicon" in entry:
            return Slot(lexicon=str(entry["lexicon"]))
        entry = entry.get("fillers") or entry.get("values") or []
    if isinstance(entry, str):
        return Slot(lexicon=entry)
    return Slot(fillers=tuple(map(str, entry))) if isinstance(entry, list) else Slot()


def _read_file(path: Path, shown: str, code: str, template: bool, corpus: Corpus) -> Iterator[Row]:
    heading = _Heading()
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        try:
            if line.startswith("# ") or line == "#":
                _read_heading(line[1:], heading, corpus.kinds)
            else:
                yield _read_row(line, heading, corpus, (shown, number), code, template)
        except ValueError as error:
            corpus.faults.append(Fault(shown, number, str(error)))


def _read_heading(line: str, heading: _Heading, kinds: dict[str, Kind]) -> None:
    """A comment without settings is a comment; `kind=` starts afresh, `labels=` changes the default."""
    settings = dict(_SETTING.findall(line))
    if not _SETTINGS & settings.keys():
        return
    if "kind" in settings:
        heading.kind, heading.labels = settings["kind"], None
        if heading.kind not in kinds:
            raise ValueError(f"unknown kind {heading.kind!r}")
    if "labels" in settings:
        heading.labels = _labels(settings["labels"])


def _read_row(
    line: str, heading: _Heading, corpus: Corpus, place: tuple[str, int], code: str, template: bool
) -> Row:
    kind = corpus.kinds.get(heading.kind)
    if kind is None:
        raise ValueError("a row before any '# kind=' of a known kind")
    labels = kind.labels if heading.labels is None else heading.labels
    pair = None
    if match := _PAIR.match(line):
        pair, line = match.group(1), line[match.end() :]
    if match := _LABELS.match(line):
        labels, line = _labels(match.group(1)), line[match.end() :]
    if not pair and (match := _PAIR.match(line)):
        pair, line = match.group(1), line[match.end() :]
    text = line.removeprefix("\\").strip()
    if not text:
        raise ValueError("a row without text")
    return Row(text, code, kind.name, labels, template, pair, *place)


def _labels(written: str) -> frozenset[Attribute]:
    names = [name.strip() for name in written.split(",") if name.strip() not in ("", "-")]
    unknown = [name for name in names if name not in Attribute.__members__]
    if unknown:
        raise ValueError(f"unknown label {unknown[0]!r}")
    return frozenset(map(Attribute, names))
