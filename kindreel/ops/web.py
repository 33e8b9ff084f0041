"""`python -m kindreel.ops.web --port 8000`: the front and Django in one process."""

import argparse

from kindreel.ops import child


def main() -> None:
    parser = argparse.ArgumentParser(prog="kindreel.ops.web")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args()
    child.begin()
    from kindreel.front.app import app  # late: a setting that is wrong shall be told by our log
    from kindreel.front.server import run

    run(app, given.host, given.port)


if __name__ == "__main__":
    main()
