"""`kindreel restore`."""

import argparse
from pathlib import Path

from kindreel.ops.answer import Answer

HELP = "Bring a backup back, into an empty data folder and an empty database only."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(given: argparse.Namespace) -> Answer:
    from kindreel.ops.backup.restore import restore

    back = restore(given.file)
    lines = [f"{back.rows} rows and {back.files} media files are back. Start with `kindreel serve`."]
    return Answer({"rows": back.rows, "files": back.files, "lost": back.lost}, lines)
