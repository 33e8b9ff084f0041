"""A film on its way through breaks: reload, no line, a killed server, a closed page."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import clips
from tests.browser.conftest import Service, join, visit
from tests.processes import until

SLOW = 400_000
"""Bytes a second: the clip takes some seconds, and there is time to break something."""


@pytest.fixture
def page(chromium: Browser, service: Service) -> Iterator[Page]:
    """A member at /create. A cut line is no fault of ours; everything else is."""
    context, made = visit(chromium, service)
    join(made.page, handle=f"up{os.urandom(4).hex()}")
    yield made.go("/create")
    context.close()
    assert [fault for fault in made.faults if "Failed to load resource" not in fault] == []


def slow(page: Page, bytes_a_second: int = SLOW) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = {"latency": 5, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    line.send("Network.emulateNetworkConditions", {"offline": False, **speed})


def choose(page: Page, *paths: Path) -> None:
    page.locator("input[type=file][name]").set_input_files([str(path) for path in paths])


def row(page: Page, name: str) -> object:
    return page.locator(".upload", has_text=name)


def arrived(page: Page, percent: int) -> None:
    page.wait_for_function(
        "(least) => Number(document.querySelector('.upload progress')?.value) >= least", arg=percent, timeout=15_000
    )


def sent_bytes(context: BrowserContext) -> list[int]:
    """Fills with the size of every part that is sent from now on."""
    sizes: list[int] = []
    context.on(
        "request",
        lambda asked: sizes.append(int(asked.headers.get("upload-offset", "0"))) if asked.method == "PATCH" else None,
    )
    return sizes


def test_a_reload_in_the_middle_goes_on_where_it_was(page: Page) -> None:
    slow(page)
    choose(page, clips.portrait())
    page.get_by_label("Caption").fill("Still here #harbour")
    arrived(page, 30)
    offsets = sent_bytes(page.context)
    page.reload()
    arrived(page, 31)
    assert offsets and offsets[0] > 0
    expect(page.get_by_label("Caption")).to_have_value("Still here #harbour")
    slow(page, -1)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/v/*", timeout=30_000)
    expect(page.get_by_role("link", name="#harbour")).to_be_visible(timeout=60_000)
