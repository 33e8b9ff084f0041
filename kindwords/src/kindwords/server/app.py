"""The listening half: threads, limits, JSON. It keeps nothing and logs no text."""

import json
import sys
import traceback
import urllib.parse
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kindwords.engine import Engine
from kindwords.server.analyze import analyze
from kindwords.server.discovery import discovery
from kindwords.server.faults import Fault
from kindwords.server.request import parse_analyze, parse_suggest

BODY_LIMIT = 2_500_000  # two contexts of a megabyte are legal
_DIGITS = 12
_NOT_JSON = "Invalid JSON payload received."


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], engine: Engine, trust_languages: bool = False) -> None:
        self.engine, self.trust_languages = engine, trust_languages
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Kind and place only: the words of an error may quote what somebody wrote."""
        error = sys.exception()
        if error is None or isinstance(error, ConnectionError | TimeoutError):
            return
        last = traceback.extract_tb(error.__traceback__)[-1]
        print(f"kindwords: {type(error).__name__} in {last.name}, line {last.lineno}", file=sys.stderr)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kindwords", ""
    timeout = 30
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        path = self._path()
        if path == "/$discovery/rest":
            self._answer(200, discovery(f"http://{self.headers.get('Host', 'localhost')}/"))
        elif path == "/healthz":
            self._answer(200, {"ok": True, "model": self.server.engine.scorer.name})
        else:
            self._answer(404, Fault("Not found", code=404).body())

    def do_POST(self) -> None:
        try:
            body = self._body()
            self._answer(200, self._called(self._path(), body))
        except Fault as fault:
            self._answer(fault.code, fault.body())
        except RecursionError:
            self._answer(400, Fault(_NOT_JSON).body())
        except ConnectionError:
            raise
        except Exception:
            self._answer(500, Fault("Internal error", code=500).body())
            raise

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Methods and request lines that the library refuses are answered in JSON too."""
        self.close_connection = True
        self._answer(code, Fault(HTTPStatus(code).phrase, code=code).body())

    def _called(self, path: str, body: Any) -> dict[str, Any]:
        if path == "/v1alpha1/comments:analyze":
            return analyze(self.server.engine, parse_analyze(body), self.server.trust_languages)
        if path == "/v1alpha1/comments:suggestscore":
            return parse_suggest(body)
        raise Fault("Not found", code=404)

    def _path(self) -> str:
        """Doubled slashes come from endpoints that were typed with one at the end."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        return "/" + "/".join(part for part in path.split("/") if part)

    def _body(self) -> Any:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            self.close_connection = True
            raise Fault("Content-Length is needed", code=411)
        if len(length) > _DIGITS or int(length) > BODY_LIMIT:
            self.close_connection = True
            raise Fault("Request body too large", code=413)
        try:
            return json.loads(self.rfile.read(int(length)).decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise Fault(_NOT_JSON) from error

    def _answer(self, code: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the request line carries keys, and nobody needs it."""
