"""The model card, written from measurements and never by hand."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("card", help="measure the model and write its card")
    parser.add_argument("--data", type=Path, required=True, help="the folder that the model was trained from")
    parser.add_argument("--corpus", type=Path, default=None)
    parser.add_argument(
        "--model", type=Path, default=None, help="folder of weights (default: the shipped ones)"
    )
    parser.add_argument(
        "--out", type=Path, default=None, help="file for the card (default: card.md beside the weights)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="leave out the run that holds whole kinds out (minutes)"
    )
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import json

    from kindwords.commands.corpus import find
    from kindwords.models.folder import SHIPPED
    from kindwords.training.card import card_text
    from kindwords.training.measure import measure

    folder = arguments.model or SHIPPED
    say = lambda line: print(line, file=sys.stderr, flush=True)  # noqa: E731
    measured = measure(folder, arguments.data, find(arguments.corpus), not arguments.quick, say)
    out = arguments.out or folder / "card.md"
    out.write_text(card_text(measured), encoding="utf-8")
    if arguments.json:
        print(json.dumps(measured, ensure_ascii=False))
    print(out)
    return 0
