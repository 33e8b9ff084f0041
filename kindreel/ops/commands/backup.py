"""`kindreel backup`."""

import argparse
from pathlib import Path

from kindreel.ops.answer import Answer

HELP = "Write everything (people, videos, media, settings' secret) into one file, while the community runs."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a tar archive that does not exist yet")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(given: argparse.Namespace) -> Answer:
    from kindreel.ops.backup.write import write

    kept = write(given.file)
    lines = [f"{given.file}: {kept.rows} rows, {kept.files} media files. Keep it as safe as the server."]
    if kept.lost:
        lines.append(f"{len(kept.lost)} media files are named by rows but are not in the storage.")
    return Answer({"rows": kept.rows, "files": kept.files, "lost": kept.lost}, lines)
