"""A community of its own beside the test's: its own folder, database and processes."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

KINDREEL = Path(sys.executable).with_name("kindreel")


@dataclass
class Home:
    data: Path
    database: str = ""

    @property
    def env(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("KINDREEL_", "DJANGO"))
        }
        return kept | {"KINDREEL_DATA": str(self.data), "KINDREEL_DATABASE": self.database}

    def kindreel(self, *argv: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([KINDREEL, *argv], env=self.env, capture_output=True, text=True, check=False)

    def python(self, code: str) -> list[str]:
        """Runs `code` with Django set up there, and gives the command line to do so."""
        begin = (
            "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'kindreel.settings'; django.setup()"
        )
        return [sys.executable, "-c", f"{begin}\n{code}"]

    def ask(self, code: str) -> str:
        done = subprocess.run(self.python(code), env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def home(data: Path) -> Iterator[Home]:
    """On the kind of database that the suite runs on."""
    server = os.environ.get("KINDREEL_DATABASE", "")
    if not server:
        yield Home(data)
        return
    name = f"kindreel_home_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Home(data, urlsplit(server)._replace(path=f"/{name}").geturl())
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
