"""The Perspective wire on a port of your own."""

import argparse
import sys
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("serve", help="answer Perspective API clients")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8089)
    parser.add_argument("--model", help="folder of weights (default: the shipped ones)")
    parser.add_argument(
        "--trust-languages", action="store_true", help="believe the request's languages instead of detecting"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import kindwords
    from kindwords.server.app import Server

    engine = kindwords.load(arguments.model)
    with Server((arguments.host, arguments.port), engine, arguments.trust_languages) as server:
        host, port = server.server_address[:2]
        print(f"http://{host!s}:{port}/v1alpha1/comments:analyze", file=sys.stderr, flush=True)
        server.serve_forever()
    return 0
