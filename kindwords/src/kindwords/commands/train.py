"""Weights from the listed sources and the project's own corpus."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("train", help="make weights from listed sources and the corpus")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with train/ and lexicons/, as sources.toml lists"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=None,
        help="folder of the corpus (default: ./corpus or ./kindwords/corpus)",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--bits", type=int, default=18, help="2^bits buckets (default 18)")
    parser.add_argument("--seed", type=int, default=20210615)
    parser.add_argument("--cap", type=int, default=None, help="rows a source at most, for a quick try")
    parser.add_argument("--research", action="store_true", help="also use sources that must not be shipped")
    parser.add_argument(
        "--deep", action="store_true", help="also teach the deep reader (hours; needs kindwords[train])"
    )
    parser.add_argument(
        "--resume", type=int, default=0, metavar="N", help="take N passes of the deep reader from checkpoints"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from kindwords.commands.corpus import find
    from kindwords.training.fit import Plan
    from kindwords.training.pipeline import Run, train

    if not (arguments.data / "train").is_dir():
        raise ValueError(f"{arguments.data} has no folder 'train'")
    plan = Plan(bits=arguments.bits, epochs=arguments.epochs, seed=arguments.seed, cap=arguments.cap)
    run_of = Run(
        arguments.data,
        find(arguments.corpus),
        arguments.out,
        arguments.research,
        arguments.deep,
        arguments.resume,
    )
    digest = train(run_of, plan, _say)
    print(digest)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
