import pytest

from kindreel.environment import DECLARED
from kindreel.ops import cli, pages


def test_pages_made_from_code_are_fresh() -> None:
    stale = [
        path.name for path, text in pages.all_pages().items() if path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run bin/docs"


def test_every_setting_says_what_it_does() -> None:
    assert [one.name for one in DECLARED.values() if not one.help.endswith(".")] == []


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_is_in_the_docs(command: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (pages.DOCS / "operators").glob("*.md"))
    assert f"kindreel {command.replace('_', '-')}" in text
