"""A film on its way through breaks: reload, no line, a killed server, a closed page."""

import io
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tusclient.client import TusClient

from tests import clips
from tests.browser.conftest import Service, join, visit
from tests.browser.relay import Relay, relaying
from tests.processes import until

SLOW = 700_000
"""Bytes a second: the clip takes some seconds, and there is time to break something."""


@pytest.fixture
def relay(service: Service) -> Iterator[tuple[int, Relay]]:
    with relaying(int(service.address.rpartition(":")[2])) as made:
        yield made


@pytest.fixture
def line(relay: tuple[int, Relay], page: Page) -> Relay:
    """The connection of `page`, slow from here on."""
    relay[1].speed = SLOW
    return relay[1]


@pytest.fixture
def page(chromium: Browser, service: Service, relay: tuple[int, Relay]) -> Iterator[Page]:
    """A member at /create. A cut line is no fault of ours; everything else is."""
    here = replace(service, address=f"http://localhost:{relay[0]}")
    context, made = visit(chromium, here)
    join(made.page, handle=f"up{os.urandom(4).hex()}")
    yield made.go("/create")
    context.close()
    assert [fault for fault in made.faults if "Failed to load resource" not in fault] == []


def choose(page: Page, *paths: Path) -> None:
    several = "[multiple]" if len(paths) > 1 else ""  # known once the script is there
    page.locator(f"input[type=file][name]{several}").set_input_files([str(path) for path in paths])


def row(page: Page, path: Path) -> Locator:
    return page.locator(".upload", has_text=path.name)


def arrived(page: Page, percent: int) -> None:
    page.wait_for_function(
        "(least) => Number(document.querySelector('.upload progress')?.value) >= least",
        arg=percent,
        timeout=15_000,
    )


def confirmed(service: Service) -> int:
    """Bytes of the latest upload that a kill cannot take."""
    places = sorted((service.data / "uploads").iterdir(), key=lambda place: place.stat().st_ctime)
    return 0 if not places else int(json.loads((places[-1] / "info.json").read_text())["offset"])


def sent_offsets(context: BrowserContext) -> list[int]:
    """Fills with where every part begins that is sent from now on."""
    offsets: list[int] = []
    context.on(
        "request",
        lambda asked: (
            offsets.append(int(asked.headers.get("upload-offset", "0"))) if asked.method == "PATCH" else None
        ),
    )
    return offsets


def test_two_films_go_on_after_a_lost_line_and_a_pause(page: Page, line: Relay) -> None:
    first, second = clips.portrait(), clips.landscape()
    choose(page, first, second)
    page.get_by_label("Caption").fill("the first one")
    arrived(page, 10)
    line.cut()
    expect(row(page, first)).to_contain_text("No connection. It goes on by itself")
    line.mend()
    expect(row(page, first)).to_contain_text("On its way", timeout=10_000)
    row(page, first).get_by_role("button", name="Pause").click()
    line.speed = 1e9
    expect(row(page, second)).to_contain_text("All of it is here", timeout=15_000)
    expect(row(page, first)).to_contain_text("Paused. What arrived is safe.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your words for")).to_contain_text(second.name)
    expect(page.get_by_label("Caption")).to_have_value("")
    page.get_by_label("Caption").fill("the second one")
    row(page, first).get_by_role("button", name="Go on").click()
    expect(row(page, first)).to_contain_text("Published", timeout=15_000)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/inbox")
    for words in ("the first one", "the second one"):
        expect(page.get_by_text(words)).to_be_visible()


def test_a_killed_server_costs_nothing(page: Page, line: Relay, service: Service) -> None:
    line.speed = SLOW / 2
    choose(page, clips.portrait())
    until(lambda: confirmed(service) > 0)  # every three seconds of it are safe
    offsets = sent_offsets(page.context)
    for process in service.processes("kindreel.ops.web"):
        os.kill(process, signal.SIGKILL)
    expect(page.locator(".upload")).to_contain_text("No connection", timeout=10_000)
    line.speed = 1e9
    expect(page.locator(".upload")).to_contain_text("All of it is here", timeout=30_000)
    assert offsets[-1] > 0


def test_a_film_whose_page_was_closed_waits_in_the_inbox(page: Page) -> None:
    choose(page, clips.tiny())
    expect(page.locator(".upload")).to_contain_text("All of it is here")
    page.get_by_label("Caption").fill("finished later")
    later = page.context.new_page()
    page.close()
    later.goto("/inbox")
    later.get_by_role("link", name="Finish it").click()
    offsets = sent_offsets(later.context)
    expect(later.get_by_label("Caption")).to_have_value("finished later")
    later.evaluate("document.querySelector('textarea').removeAttribute('maxlength')")
    later.get_by_label("Caption").fill("much too long " * 100)
    later.get_by_role("button", name="Publish").click()
    expect(later.get_by_text("This is too long")).to_be_visible()
    later.get_by_label("Caption").fill("finished later")
    later.get_by_role("button", name="Publish").click()
    later.wait_for_url("**/v/*")
    assert offsets == []
    later.goto("/inbox")
    expect(later.get_by_role("link", name="Finish it")).to_have_count(0)


def test_what_does_not_fit_is_said_before_a_byte_is_sent(page: Page, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("no film")
    offsets = sent_offsets(page.context)
    choose(page, words)
    expect(row(page, words)).to_contain_text("This does not look like a video")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Please choose a video first.")).to_be_visible()
    assert offsets == []


def test_without_the_library_the_form_goes_in_one_piece(page: Page) -> None:
    page.route("**/static/vendor/**", lambda route: route.abort())
    page.reload()
    choose(page, clips.tiny())
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/v/*")


def test_a_reload_in_the_middle_goes_on_where_it_was(page: Page, line: Relay) -> None:
    choose(page, clips.portrait())
    page.get_by_label("Caption").fill("Still here #harbour")
    arrived(page, 30)
    offsets = sent_offsets(page.context)
    page.reload()
    arrived(page, 31)
    line.speed = 1e9
    assert offsets[0] > 0
    expect(page.get_by_label("Caption")).to_have_value("Still here #harbour")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/v/*", timeout=30_000)
    expect(page.get_by_role("link", name="#harbour")).to_be_visible(timeout=60_000)


def curl(token: str, *argv: str) -> dict[str, Any]:
    command = ["curl", "-sS", "-H", f"Authorization: Bearer {token}", *argv]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return told


def test_tuspy_and_curl_work_too(service: Service) -> None:
    handle = f"tus{os.urandom(4).hex()}"
    made = service.kindreel("create-person", handle, "--birth-year", "1990", "--token", "--json")
    token = json.loads(made)["token"]
    client = TusClient(f"{service.address}/api/v1/uploads", headers={"Authorization": f"Bearer {token}"})
    sender = client.uploader(file_stream=io.BytesIO(clips.tiny().read_bytes()), chunk_size=20_000)
    sender.upload()
    named, videos = f"upload={sender.url.rpartition('/')[2]}", f"{service.address}/api/v1/videos"
    video = curl(token, "-F", named, "-F", "caption=by hand", videos)
    assert video["steps"][0] == {"words": "Received", "state": "done", "note": ""}
    live = {"words": "Live", "state": "done", "note": ""}
    until(lambda: curl(token, f"{videos}/{video['id']}")["steps"][-1] == live, seconds=60, every=0.5)
