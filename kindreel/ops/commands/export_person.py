"""`kindreel export-person`."""

import argparse
from pathlib import Path

from kindreel.ops.answer import Answer, Failed

HELP = "Write all that one person put in, and what is kept about them, into a zip file for them."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("handle", metavar="HANDLE")
    parser.add_argument("file", metavar="FILE", type=Path, help="a zip file that does not exist yet")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(given: argparse.Namespace) -> Answer:
    from kindreel.ops.export import export_person
    from kindreel.people.models import Person

    if given.file.exists():
        raise Failed(f"{given.file} is there already; give a new name")
    person = Person.objects.filter(handle=given.handle.strip().lstrip("@").lower()).first()
    if person is None:
        raise Failed(f"there is nobody with the handle {given.handle}")
    export_person(person, given.file)
    size = given.file.stat().st_size
    return Answer({"file": str(given.file), "bytes": size}, [f"{given.file} ({size:,} bytes)"])
