from pathlib import Path

import pytest

import kindwords
from kindwords.attributes import Attribute
from kindwords.cli import COMMANDS

DOCS = Path(__file__).parents[2] / "docs" / "kindwords"


@pytest.mark.parametrize("name", [*kindwords.__all__, *(f"kindwords {verb}" for verb in COMMANDS)])
def test_every_public_thing_has_its_line(name: str) -> None:
    assert name in (DOCS / "python.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("attribute", Attribute)
def test_every_attribute_is_defined(attribute: Attribute) -> None:
    assert f"| `{attribute.value}` |" in (DOCS / "attributes.md").read_text(encoding="utf-8")


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [
        page.name for page in DOCS.glob("*.md") if page.name != "index.md" and page.name not in index
    ] == []
