"""`kindreel worker`."""

import argparse

HELP = "Work on videos and other jobs until stopped; for machines beside the one that serves."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--queue", choices=["media", "default"], action="append", help="only this queue")
    parser.add_argument("--until-empty", action="store_true", help="end when there is nothing left to do")


def run(given: argparse.Namespace) -> None:
    from django.core.management import call_command

    from kindreel.ops import prepare

    prepare.database()
    queues = ",".join(given.queue or ["media", "default"])
    call_command("db_worker", queue_name=queues, batch=given.until_empty, reload=False)
