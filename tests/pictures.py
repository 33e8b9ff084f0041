"""`bin/pictures`: the README's pictures, taken from a fresh demonstration community in a real browser."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kindreel.ops import browser
from tests.processes import answers, free_port, running, until

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def sign_in(page: Page, handle: str, password: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/$"))


def take(page: Page, name: str, path: str, wait: int = 600) -> None:
    page.goto(path)
    page.wait_for_timeout(wait)
    page.screenshot(path=FOLDER / f"{name}.png")


def all_pictures(chromium: Browser, address: str, password: str) -> None:
    phone = chromium.new_context(base_url=address, viewport=PHONE, device_scale_factor=1.5)
    page = phone.new_page()
    take(page, "feed-phone", "/", 1500)
    sign_in(page, "mona", password)
    take(page, "profile-phone", "/@lualhati")
    take(page, "create-phone", "/create")
    phone.close()
    desktop = chromium.new_context(base_url=address, viewport=DESKTOP)
    page = desktop.new_page()
    sign_in(page, "mona", password)
    take(page, "feed-desktop", "/", 1500)
    desktop.close()
    dark = chromium.new_context(base_url=address, viewport=DESKTOP, color_scheme="dark")
    page = dark.new_page()
    take(page, "discover-dark", "/discover")
    dark.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kindreel-pictures-") as data:
        port = free_port()
        environment = {**os.environ, "KINDREEL_DATA": data, "PORT": str(port)}
        demo = [sys.executable, "-m", "kindreel.ops.demo"]
        told = subprocess.run(
            demo, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        password = told.split("password: ")[1].split()[0]
        serve = [sys.executable, "-m", "kindreel.ops.cli", "serve"]
        with (
            running(serve, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL),
            sync_playwright() as playwright,
        ):
            until(answers(port), seconds=60)
            chromium = playwright.chromium.launch(
                executable_path=browser.find() or None, args=["--no-sandbox"]
            )
            all_pictures(chromium, f"http://localhost:{port}", password)
            chromium.close()


if __name__ == "__main__":
    main()
