import json

from kindwords.models.folder import SHIPPED, verify


def test_the_shipped_weights_are_those_of_the_manifest() -> None:
    verify(SHIPPED, json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8")))


def test_the_shipped_weights_are_small_and_may_be_shipped() -> None:
    config = json.loads((SHIPPED / "config.json").read_text(encoding="utf-8"))
    assert "research" not in config["name"]
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < 40_000_000
