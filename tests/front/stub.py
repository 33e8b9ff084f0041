"""The front under the real server, with a small WSGI application in Django's place."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings

SECRET = b"a secret of the test"


def _echo(environ: dict[str, Any]) -> bytes:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
    seen = {key: value for key, value in environ.items() if isinstance(value, str)}
    return json.dumps({**seen, "scheme": environ["wsgi.url_scheme"], "received": len(body)}).encode()


def _endless() -> Iterator[bytes]:
    for _ in range(2000):
        yield b"x" * 65536


def stub(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/breaks":
        raise RuntimeError("somebody's words")
    if path == "/sleeps":
        Path(sys.argv[2], "sleeping").touch()
        time.sleep(1)
    if path == "/endless":
        start("200 OK", [("Content-Type", "text/plain")])
        return _endless()
    body = _echo(environ)
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def main(port: int, folder: Path) -> None:
    languages = [("en", "English"), ("es", "Español")]
    settings.configure(USE_I18N=True, LANGUAGES=languages, LANGUAGE_COOKIE_NAME="language")
    django.setup()
    from kindreel.core.shelf import Shelf
    from kindreel.front.create import create_app
    from kindreel.front.pages import Limits
    from kindreel.front.server import run
    from kindreel.front.uploads.tus import Uploads
    from kindreel.ops import log

    log.set_up("front")
    app = create_app(
        stub,
        files=folder / "files",
        static=folder / "static",
        secret=SECRET,
        work=folder,
        limits=Limits(["/create"], upload=8_000_000, other=1_000_000),
        uploads=Uploads(Shelf(folder / "uploads"), lambda headers: headers.get("x-person"), 50_000_000),
        trusted_proxies=["127.0.0.2", "10.0.0.0/8"],
    )
    run(app, "127.0.0.1", port)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
