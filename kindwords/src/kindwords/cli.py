"""`kindwords`: score, evaluate, serve, train, corpus, card. 0 is success, 1 failure, 2 bad use."""

import argparse
import importlib
import sys

import kindwords

COMMANDS = ("score", "evaluate", "serve", "train", "corpus", "card")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="kindwords", description="Reads short texts for unkindness and kindness."
    )
    parser.add_argument("--version", action="version", version=f"kindwords {kindwords.__version__}")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"kindwords.commands.{name}").add(verbs)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (OSError, ValueError) as error:
        print(f"kindwords: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
