"""`python -m kindreel.ops.browser`: the Chromium of this machine, or exit 1 when there is none."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CACHES = [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]


def find() -> str:
    """A path to a browser, or '' when there is none."""
    named = os.environ.get("KINDREEL_CHROMIUM", "")
    if named:
        return named
    installed = next((path for name in NAMES if (path := shutil.which(name))), "")
    return installed or next((str(path) for cache in CACHES for path in cache.glob("chromium*")), "")


if __name__ == "__main__":
    print(find())
    sys.exit(0 if find() else 1)
