"""Pages of the docs that are made from the code.

`python -m kindreel.ops.pages` writes them; a test fails when one is stale.
"""

import os
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
SETTINGS_HEAD = """# Settings

Every setting is an environment variable. A value that cannot be used stops the start with one line that names
it; `kindreel doctor` finds names that are no setting. `FFMPEG_BINARY` names another ffmpeg than the one
that comes with the packages. This page is made from the code by `bin/docs`.

| name | as it comes | what it does |
|---|---|---|
"""


def settings_page() -> str:
    import kindreel.settings  # noqa: F401  (reading the settings declares them)
    from kindreel.environment import DECLARED

    rows = [f"| `{one.name}` | {_shown(one.default)} | {one.help} |" for one in DECLARED.values()]
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


def _shown(default: str) -> str:
    return f"`{default}`" if default else "empty"


def all_pages() -> dict[Path, str]:
    return {DOCS / "operators" / "settings.md": settings_page()}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindreel.settings")
    for path, text in all_pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
