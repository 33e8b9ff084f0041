"""`kindreel doctor`."""

import argparse
from typing import TYPE_CHECKING

from kindreel.ops.answer import Answer

if TYPE_CHECKING:
    from kindreel.ops.finding import Finding

HELP = "Look at everything this community stands on, and say how to mend what is broken."
SIGNS = {"well": "✓", "note": "·", "broken": "✗"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(_: argparse.Namespace) -> Answer:
    from kindreel.ops.finding import Level

    findings = _examine()
    broken = [finding for finding in findings if finding.level == Level.BROKEN]
    lines = []
    for finding in findings:
        lines.append(f"{SIGNS[finding.level]} {finding.part}: {finding.says}")
        if finding.mend:
            lines.append(f"    → {finding.mend}")
    lines.append("Everything is well." if not broken else f"{len(broken)} of {len(findings)} are broken.")
    facts = {"well": not broken, "findings": [finding.facts() for finding in findings]}
    return Answer(facts, lines, code=1 if broken else 0)


def _examine() -> "list[Finding]":
    """All findings, or the one bad setting that keeps everything else from being looked at."""
    import django

    from kindreel import environment
    from kindreel.ops.finding import broken

    try:
        django.setup()
    except environment.BadSetting as error:
        return [broken("settings", str(error), "Correct it, then look again: docs/operators/settings.md")]
    from kindreel.ops.doctor import examine

    return examine()
