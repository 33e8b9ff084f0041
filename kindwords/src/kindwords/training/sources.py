"""The list of sources, kept to: what is not listed, or is not the file that was listed, is refused."""

import csv
import gzip
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

CLASSES = ("permissive", "share-alike", "none-stated", "non-commercial", "restricted-wording", "copyleft")


class Refused(ValueError):
    """Data that training may not use; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    file: str
    licence: str
    licence_class: str
    sha256: str
    repository: str
    commit: str = ""
    paper: str = ""

    @property
    def ships(self) -> bool:
        return self.licence_class in _listed()["ship"]


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("sources.toml").read_text(encoding="utf-8"))


def sources(part: str = "sources") -> dict[str, Source]:
    """`part`: 'sources' for labelled rows, 'lexicons' for word lists."""
    return {
        name: Source(
            name=name,
            file=entry["file"],
            licence=entry["licence"],
            licence_class=entry["class"],
            sha256=entry["sha256"],
            repository=entry["repository"],
            commit=entry.get("commit", ""),
            paper=entry.get("paper", ""),
        )
        for name, entry in _listed()[part].items()
    }


def chosen(data: Path, research: bool) -> list[Source]:
    """The sources to train on, in a fixed order; a data file that nobody listed is refused by name."""
    listed = sources()
    for path in sorted((data / "train").glob("*.csv.gz")):
        if path.name.removesuffix(".csv.gz") not in listed:
            raise Refused(f"{path.name} is not in sources.toml")
    return [s for _, s in sorted(listed.items()) if (research or s.ships) and (data / s.file).exists()]


def read(data: Path, source: Source) -> Iterator[dict[str, str]]:
    path = data / source.file
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise Refused(f"{source.file} is not the file that sources.toml lists (its digest differs)")
    lines = gzip.decompress(content).decode("utf-8").splitlines(keepends=True)
    for row in csv.DictReader(lines):
        if row.get("source", source.name) != source.name:
            raise Refused(f"{source.file} holds a row of {row['source']!r}, which is not its source")
        yield row
