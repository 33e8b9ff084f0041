"""Colours are read from tokens.css; every pair that the components use is computed, by day and by night."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "kindreel" / "web" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
COLOUR = re.compile(r"--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));")
DAY, NIGHT = 0, 1

SOFT = ("leaf-soft", "amber-soft", "danger-soft", "heart-soft")
TEXT = [
    *[("ink", ground) for ground in ("paper", "card", "raised", *SOFT)],
    *[("quiet", ground) for ground in ("paper", "card", "raised", "heart-soft")],
    *[("heart", ground) for ground in ("paper", "card", "raised", "heart-soft")],
    *[("heart-deep", ground) for ground in ("paper", "card", "heart-soft")],
    ("on-heart", "heart"),
    ("on-heart", "heart-deep"),
    *[("leaf", ground) for ground in ("paper", "card", "leaf-soft")],
    *[("amber", ground) for ground in ("paper", "card", "amber-soft")],
    *[("danger", ground) for ground in ("paper", "card", "raised", "danger-soft")],
    ("on-danger", "danger"),
    ("paper", "ink"),
    *[(text, "stage") for text in ("on-stage", "on-stage-quiet", "on-stage-heart")],
]
SHAPES = [
    *[("edge", ground) for ground in ("paper", "card")],
    *[("heart-large", ground) for ground in ("paper", "card", "stage")],
    *[("focus", ground) for ground in ("paper", "card", "raised", "focus-halo")],
    ("heart", "line"),
]


def colours() -> dict[str, tuple[str, str]]:
    return {name: (day or both, night or both) for name, day, night, both in COLOUR.findall(TOKENS)}


def ratio(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_ratio_agrees_with_known_values() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("side", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_is_readable(text: str, ground: str, side: int) -> None:
    known = colours()
    assert ratio(known[text][side], known[ground][side]) >= 4.5


@pytest.mark.parametrize("side", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out(shape: str, ground: str, side: int) -> None:
    known = colours()
    assert ratio(known[shape][side], known[ground][side]) >= 3


@pytest.mark.parametrize("veil", ["glass", "scrim"])
def test_words_on_a_veil_are_readable_over_a_white_video(veil: str) -> None:
    found = re.search(rf"--{veil}: rgb\((\d+) (\d+) (\d+) / (\d+)%\)", TOKENS)
    assert found is not None
    *colour, part = map(int, found.groups())
    over_white = [round(value * part / 100 + 255 * (1 - part / 100)) for value in colour]
    ground = "#" + "".join(f"{value:02x}" for value in over_white)
    assert ratio(colours()["on-stage"][DAY], ground) >= (4.5 if veil == "scrim" else 3)


def test_older_browsers_get_the_same_colours() -> None:
    pairs = re.findall(r"(--[\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS)
    day, night = re.findall(r"\{\s*\n((?:\s+--[^}]+)+)\}", (CSS / "tokens-older.css").read_text())
    assert re.findall(r"(--[\w-]+): (#\w{6});", day) == [(name, value) for name, value, _ in pairs]
    assert re.findall(r"(--[\w-]+): (#\w{6});", night) == [(name, value) for name, _, value in pairs]


def test_components_use_only_tokens_that_exist() -> None:
    # Set by the script of the player with a fallback beside each use, or a size of one component alone.
    own = {"at", "ratio", "part", "backdrop", "half"}
    known = set(re.findall(r"^\s+--([\w-]+):", TOKENS, re.MULTILINE)) | own
    used = {name for file in CSS.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", file.read_text())}
    assert used - known == set()


def test_components_name_no_colour_of_their_own() -> None:
    """Black, white and translucent shades over a video aside: a colour belongs into the tokens."""
    files = [file for file in CSS.glob("*.css") if not file.name.startswith("tokens")]
    found = {colour for file in files for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", file.read_text())}
    assert found <= {"#000"}


def test_every_stylesheet_is_imported_once() -> None:
    imported = re.findall(r'@import url\("([\w-]+\.css)"\)', (CSS / "app.css").read_text())
    assert sorted(imported) == sorted(file.name for file in CSS.glob("*.css") if file.name != "app.css")
