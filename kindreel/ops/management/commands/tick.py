"""`python -m kindreel.ops.manage tick`: the ticker, until it is stopped."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kindreel.ops import ticker


class Command(BaseCommand):
    help = "Fires everything that happens at a time, and puts back work that a dead worker left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="every chore once, then end")

    def handle(self, *_: Any, once: bool, **__: Any) -> None:
        if once:
            ticker.run_due(ticker.fresh_plan(), now=0.0)
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        ticker.run(stop)
