"""How well the engine does on labelled rows."""

import argparse
import json
from pathlib import Path
from typing import Any

import kindwords
from kindwords.evaluate import evaluate

_SHOWN = (
    "rows",
    "positive",
    "auc",
    "accuracy",
    "f1",
    "macro_f1",
    "recall",
    "specificity",
    "calibration_error",
)


def add(verbs: Any) -> None:
    parser = verbs.add_parser("evaluate", help="measure against a labelled CSV file")
    parser.add_argument(
        "file", type=Path, help="FILE.csv or FILE.csv.gz with text, lang?, and toxic, kind or attributes"
    )
    parser.add_argument("--model", help="folder of weights (default: the shipped ones)")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    engine = kindwords.load(arguments.model)
    found = evaluate(engine, arguments.file, arguments.threshold)
    if arguments.json:
        print(json.dumps({"model": engine.scorer.name, "digest": engine.scorer.digest, "measures": found}))
        return 0
    print("attribute".ljust(24), "lang".ljust(8), *(name[:11].rjust(11) for name in _SHOWN))
    for attribute, groups in found.items():
        for group, measured in groups.items():
            values = (
                f"{measured[name]:.3f}" if isinstance(measured[name], float) else measured[name]
                for name in _SHOWN
            )
            print(attribute.ljust(24), group.ljust(8), *(str(v).rjust(11) for v in values))
    return 0
