"""Small processes and a supervisor over them, for the tests of the supervisor."""

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from kindreel.ops import child
from kindreel.ops.answer import Failed
from kindreel.ops.process import Plan
from kindreel.ops.supervise import Server, run


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        print("a raw line", flush=True)


def part(kind: str, folder: Path, port: int) -> None:
    child.begin()
    import logging
    import os

    (folder / f"{kind}.{os.getpid()}").touch()
    if kind == "front":
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        HTTPServer(("127.0.0.1", port), Healthy).serve_forever()
    if kind == "dies":
        raise ValueError("somebody's words")
    if kind == "stubborn":
        import signal

        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
        (folder / f"grandchild.{grandchild.pid}").touch()
    logging.getLogger("kindreel.test").info("part.lives", extra={"kind": kind})
    logging.getLogger("other").warning("typed: %s", "somebody's words", extra={"count": 3, "text": "words"})
    time.sleep(1000)


def main() -> None:
    if sys.argv[1] == "part":
        part(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    port, folder, kinds = int(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4])
    plans = [Plan(kind, ["-m", "tests.ops.stub", "part", kind, str(folder), str(port)]) for kind in kinds]
    try:
        run(Server(port, folder), plans)
    except Failed as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
