"""`kindreel`: one command line for who runs the place.

Exit codes: 0 done, 1 failed (one line on standard error), 2 used wrongly.
"""

import argparse
import importlib
import json
import logging
import os
import sys
from collections.abc import Sequence

from kindreel.ops.answer import Answer, Failed

COMMANDS = [
    "serve",
    "worker",
    "doctor",
    "create_person",
    "import_video",
    "backup",
    "restore",
    "export_person",
]
"""Modules of `commands`: HELP, `arguments(parser)`, and `run(given)`, which may return an Answer."""


def main(argv: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    try:
        answer = _run(given)
        _print(answer, as_json=getattr(given, "json", False))
    except BrokenPipeError:  # who reads us had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _fail("stopped")
    except Exception as error:  # noqa: BLE001  (whatever it is, it ends as one line and a 1)
        return _fail(_sentence(error))
    return _fail(answer.complaint) if answer.complaint else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kindreel", description="Run a Kindreel community.")
    parts = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"kindreel.ops.commands.{name}")
        part = parts.add_parser(name.replace("_", "-"), help=module.HELP, description=module.HELP)
        module.arguments(part)
        part.set_defaults(run=module.run)
    return parser


def _run(given: argparse.Namespace) -> Answer:
    import django

    from kindreel.ops import log

    log.set_up("kindreel", level="" if given.command in ("serve", "worker") else "ERROR")
    if given.command not in (
        "serve",
        "doctor",
    ):  # the one stays small, the other tells what keeps Django away
        django.setup()
    answer = given.run(given)
    return answer if isinstance(answer, Answer) else Answer()


def _sentence(error: Exception) -> str:
    from kindreel.core.errors import Refused
    from kindreel.environment import BadSetting

    if isinstance(error, Failed | Refused | BadSetting):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if kind.startswith("django.db"):
        return f"the database does not answer as it should ({kind}); `kindreel doctor` says more"
    logging.getLogger("kindreel.ops").error("command.crashed", exc_info=error)
    return f"this should not have happened ({kind}); where it did stands above"


def _fail(sentence: str) -> int:
    print(f"kindreel: {' '.join(sentence.split())}", file=sys.stderr)
    return 1


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.facts, ensure_ascii=False, indent=1))
    else:
        for line in answer.lines:
            print(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
