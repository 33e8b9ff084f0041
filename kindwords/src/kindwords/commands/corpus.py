"""`kindwords corpus check`: what the corpus must prove, with the line of each fault."""

import argparse
import json
from pathlib import Path
from typing import Any

from kindwords.corpus import read_corpus
from kindwords.corpus.check import check

_USUAL = (Path("corpus"), Path("kindwords/corpus"))


def add(verbs: Any) -> None:
    parser = verbs.add_parser("corpus", help="look after the project's own text")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    checking = actions.add_parser("check", help="counts, balance, repeats, kinds, pairs, labels")
    checking.add_argument("folder", nargs="?", type=Path, default=None)
    checking.add_argument("--json", action="store_true")
    checking.set_defaults(run=run)


def find(folder: Path | None) -> Path:
    for path in (folder,) if folder else _USUAL:
        if (path / "kinds.toml").exists():
            return path
    raise ValueError(f"no kinds.toml in {folder or ' or '.join(map(str, _USUAL))}")


def run(arguments: argparse.Namespace) -> int:
    report = check(read_corpus(find(arguments.folder)))
    if arguments.json:
        faults = [{"path": f.path, "line": f.line, "message": f.message} for f in report.faults]
        print(json.dumps({"languages": report.languages, "faults": faults}, ensure_ascii=False))
        return 1 if report.faults else 0
    for code, counts in report.languages.items():
        near = counts.get("near_duplicates", 0)
        sides = ", ".join(f"{side} {share:.0%}" for side, share in counts["sides"].items())
        size = f"{counts['texts']} texts, {counts['templates']} templates, {counts['pairs']} pairs"
        print(f"{code}: {size}; {sides}; {near} near duplicates")
    for fault in report.faults:
        print(fault)
    print(f"{len(report.faults)} faults" if report.faults else "all well")
    return 1 if report.faults else 0
