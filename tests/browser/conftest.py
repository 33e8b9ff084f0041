"""A real service and a real browser. All browser tests run on one worker, so there is one of each."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kindreel.ops import browser as browsers
from tests import clips
from tests.processes import answers, free_port, running, until

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
WORD = "a quiet harbour 7"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Service:
    address: str
    data: Path

    def kindreel(self, *argv: str) -> str:
        """The command line on the running service's data."""
        command = [sys.executable, "-m", "kindreel.ops.cli", *argv]
        done = subprocess.run(
            command, env=_environment(self.data), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def processes(self, module: str) -> list[int]:
        """Those of the running service that run this module."""
        ours = f"KINDREEL_DATA={self.data}".encode()
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                argv = (place / "cmdline").read_bytes().split(b"\0")
                if module.encode() in argv and ours in (place / "environ").read_bytes().split(b"\0"):
                    found.append(int(place.name))
        return found


def _environment(data: Path, **more: str) -> dict[str, str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("KINDREEL_", "DJANGO_"))
    }
    limit = {"KINDREEL_SIGN_UPS_PER_ADDRESS": "1000/h/ip"}
    return {**clean, **limit, "KINDREEL_DATA": str(data), "PYTHONUNBUFFERED": "1", **more}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Front, workers and ticker as `make run` starts them, with two people and two films."""
    data, port = tmp_path_factory.mktemp("service"), free_port()
    argv = [sys.executable, "-m", "kindreel.ops.cli", "serve"]
    with (
        (data / "out.txt").open("w") as out,
        running(argv, env=_environment(data, PORT=str(port)), cwd=ROOT, stdout=out, stderr=out),
    ):
        until(answers(port), seconds=60)
        made = Service(f"http://localhost:{port}", data)
        _furnish(made)
        yield made


def _furnish(service: Service) -> None:
    service.kindreel("create-person", "ana", "--birth-year", "1990")
    service.kindreel("create-person", "ben", "--birth-year", "2008")
    for clip, caption in (
        (clips.portrait(), "Lights on the #harbour with @ben"),
        (clips.landscape(), "#harbour again"),
    ):
        service.kindreel("import-video", str(clip), "--as", "ana", "--caption", caption, "--wait")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browsers.find() or None,
            args=[
                "--no-sandbox",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield browser
        browser.close()


@dataclass
class Visit:
    """A window, and all that went wrong in it."""

    page: Page
    faults: list[str]

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page


def visit(browser: Browser, service: Service, **options: object) -> tuple[BrowserContext, Visit]:
    context = browser.new_context(base_url=service.address, **{"viewport": PHONE, **options})  # type: ignore[arg-type]
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on(
        "console", lambda line: faults.append(f"{line.type}: {line.text}") if line.type == "error" else None
    )
    page.on(
        "request",
        lambda asked: faults.append(f"elsewhere: {asked.url}") if _is_elsewhere(asked.url, service) else None,
    )
    return context, Visit(page, faults)


def _is_elsewhere(address: str, service: Service) -> bool:
    return not address.startswith((service.address, "data:", "blob:"))


@pytest.fixture
def visitor(chromium: Browser, service: Service) -> Iterator[Visit]:
    """Somebody with a phone who is not signed in; no script error, no request elsewhere."""
    context, made = visit(chromium, service)
    yield made
    context.close()
    assert made.faults == []


@pytest.fixture
def member(chromium: Browser, service: Service) -> Iterator[Visit]:
    """Somebody who just joined, on a phone."""
    context, made = visit(chromium, service)
    join(made.page, handle=f"new{os.urandom(4).hex()}")
    yield made
    context.close()
    assert made.faults == []


def join(page: Page, *, handle: str, year: str = "1995") -> None:
    page.goto("/account/signup/")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("Password", exact=True).fill(WORD)
    page.get_by_label("Year of birth").fill(year)
    page.get_by_label("Country").select_option("PH")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/account/codes/")
