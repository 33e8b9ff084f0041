"""What the operator set: variables nobody knows, and settings that are right for one machine only."""

import difflib
import os
from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from kindreel import environment
from kindreel.ops.finding import Finding, broken, note, well

OWN_USE = {
    "KINDREEL_DATA_FOR",
    "KINDREEL_LOG_LINES",
    "KINDREEL_PROCESS",
    "KINDREEL_SUPERVISOR",
    "KINDREEL_MEDIA",
    "KINDREEL_CHROMIUM",
}
"""Variables that our own processes and tests set for each other."""


def variables() -> Iterator[Finding]:
    known = set(environment.DECLARED) | OWN_USE
    unknown = sorted(name for name in os.environ if name.startswith("KINDREEL_") and name not in known)
    for name in unknown:
        close = difflib.get_close_matches(name, known - OWN_USE, n=1)
        mend = f"Did you mean {close[0]}?" if close else "Take it away, or see docs/operators/settings.md."
        yield broken("settings", f"{name} is no setting of ours, so it does nothing", mend)
    if not unknown:
        given = sorted(name for name in environment.DECLARED if os.environ.get(name))
        yield well("settings", f"{len(given)} set ({', '.join(given)})" if given else "all as they come")


def origin() -> Iterator[Finding]:
    if settings.DEBUG:
        mend = "Unset KINDREEL_DEBUG: its error pages show the insides of the server to everybody."
        yield note("origin", "debug pages are on", mend)
    if not settings.ORIGIN:
        mend = "To let phones in, set KINDREEL_ORIGIN to an https address: docs/operators/online.md"
        yield note("origin", f"this machine only (http://localhost:{settings.PORT})", mend)
    elif not settings.HTTPS:
        mend = "Phones give camera and passkeys to https pages only: docs/operators/online.md"
        yield broken("origin", f"{settings.ORIGIN} is not https", mend)
    else:
        yield well("origin", settings.ORIGIN)


def gates() -> Iterator[Finding]:
    if not settings.CONTENT_GATES:
        mend = "Name what reads them in KINDREEL_CONTENT_GATES, or have moderators look often."
        yield note("gates", "none: captions, names and bios pass unread", mend)
        return
    for path in settings.CONTENT_GATES:
        try:
            import_string(path)
        except ImportError:
            mend = "Correct KINDREEL_CONTENT_GATES; until then every text is held."
            yield broken("gates", f"{path} cannot be found", mend)
            return
    yield well("gates", ", ".join(settings.CONTENT_GATES))
