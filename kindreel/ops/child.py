"""What every process of ours does first: log as the others do, and never outlive the supervisor.

`python -m kindreel.ops.child db_worker …` runs a management command that way.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

from kindreel.ops import log

_PR_SET_PDEATHSIG = 1


def begin(name: str = "") -> None:
    log.set_up(name or os.environ.get("KINDREEL_PROCESS", "kindreel"))
    supervisor = os.environ.get("KINDREEL_SUPERVISOR", "")
    if supervisor:
        _die_with(int(supervisor))


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main() -> None:
    begin()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kindreel", *sys.argv[1:]])


if __name__ == "__main__":
    main()
