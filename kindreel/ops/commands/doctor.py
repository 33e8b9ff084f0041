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
    if not broken:
        lines.append("Everything is well.")
    facts = {"well": not broken, "findings": [finding.facts() for finding in findings]}
    parts = ", ".join(finding.part for finding in broken)
    return Answer(facts, lines, f"broken: {parts}" if broken else "")


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
