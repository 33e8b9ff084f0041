import json
import shutil
from pathlib import Path

import pytest

from kindwords.models.folder import SHIPPED, BrokenModel, load, verify


def test_the_shipped_weights_are_those_of_the_manifest() -> None:
    verify(SHIPPED, json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8")))


def test_the_shipped_weights_are_small_and_may_be_shipped() -> None:
    config = json.loads((SHIPPED / "config.json").read_text(encoding="utf-8"))
    assert "research" not in config["name"]
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < 40_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [("manifest.json", "{}"), ("manifest.json", "[]"), ("config.json", "[]"), ("config.json", "{")],
)
def test_a_folder_that_is_no_model_is_a_broken_model(tmp_path: Path, name: str, content: str) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "weights")
    (folder / name).write_text(content)
    with pytest.raises(BrokenModel):
        load(folder)
