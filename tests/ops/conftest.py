"""The command line, called inside the test's own process and database."""

from collections.abc import Callable

import pytest

from kindreel.ops import cli, log

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kindreel(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], db: None) -> Command:
    """`kindreel("doctor", "--json")` gives exit code, standard output and standard error."""
    monkeypatch.setattr(log, "set_up", lambda *_, **__: None)  # would take pytest's own handlers away

    def call(*argv: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = cli.main(list(argv))
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return call
