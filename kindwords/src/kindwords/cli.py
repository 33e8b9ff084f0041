"""`kindwords` on the command line."""

import argparse

import kindwords


def main() -> None:
    parser = argparse.ArgumentParser(prog="kindwords", description=kindwords.__doc__)
    parser.add_argument("--version", action="version", version=kindwords.__version__)
    parser.parse_args()
    parser.print_help()
