"""The player in a real browser: the right rendition, pictures of the time line, captions, the loop."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import clips
from tests.browser.conftest import DESKTOP, PHONE, Service, Visit, join, visit

PLAYS = """() => {
    const video = document.querySelector(".stage video");
    return video && video.readyState >= 2 && video.currentTime > 0.2;
}"""
WIDTH = "document.querySelector('.stage video').videoWidth"
SRT = "1\n00:00:00,000 --> 00:00:59,000\nHello <i>there</i> &amp; you\n"


@pytest.fixture(scope="module")
def film(service: Service) -> str:
    """The address of Ana's upright film, which has two renditions."""
    address = service.kindreel(
        "import-video", str(clips.portrait()), "--as", "ana", "--caption", "for the player", "--wait"
    )
    return "/v/" + address.split("/v/")[1].split()[0]


def _watched(browser: Browser, service: Service, film: str, **options: object) -> Iterator[Visit]:
    context, made = visit(browser, service, **options)
    made.go(film).wait_for_function(PLAYS, timeout=20_000)
    yield made
    context.close()
    assert made.faults == []


@pytest.fixture
def phone(chromium: Browser, service: Service, film: str) -> Iterator[Visit]:
    yield from _watched(chromium, service, film, has_touch=True, is_mobile=True)


@pytest.fixture
def desktop(chromium: Browser, service: Service, film: str) -> Iterator[Visit]:
    yield from _watched(chromium, service, film, viewport=DESKTOP)


@pytest.mark.parametrize(
    ("density", "said", "width"),
    [(1, {}, 480), (3, {}, 720), (3, {"saveData": True}, 480), (3, {"downlink": 0.5}, 480)],
)
def test_the_rendition_fits_the_screen_and_the_line(
    chromium: Browser, service: Service, film: str, density: int, said: dict[str, object], width: int
) -> None:
    context, made = visit(chromium, service, viewport=PHONE, device_scale_factor=density)
    told = json.dumps({"saveData": False, "effectiveType": "4g", "downlink": 10, **said})
    made.page.add_init_script(f"Object.defineProperty(navigator, 'connection', {{ value: {told} }})")
    made.go(film).wait_for_function(PLAYS, timeout=20_000)
    assert made.page.evaluate(WIDTH) == width
    context.close()
    assert made.faults == []


def test_a_line_that_makes_it_wait_gets_a_smaller_rendition(
    chromium: Browser, service: Service, film: str
) -> None:
    for made in _watched(chromium, service, film, viewport=PHONE, device_scale_factor=3):
        page = made.page
        assert page.evaluate(WIDTH) == 720
        page.evaluate("""() => {
            const video = document.querySelector(".stage video");
            for (let stop = 0; stop < 2; stop++) video.dispatchEvent(new Event("waiting"));
        }""")
        page.wait_for_function(f"() => {WIDTH} === 480")
        page.wait_for_function(PLAYS)


def test_the_time_line_shows_what_comes_under_mouse_and_keys(desktop: Visit) -> None:
    page = desktop.page
    line, glance = page.locator("[data-player=time]"), page.locator("[data-player=glance]")
    expect(glance).to_be_hidden()
    box = line.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    expect(glance).to_be_visible()
    page.wait_for_function("() => document.querySelector('[data-player=glance] img').naturalWidth > 100")
    place = "getComputedStyle(document.querySelector('[data-player=glance] img')).objectPosition"
    assert page.evaluate(place) != "0px 0px"
    page.mouse.move(5, 5)
    expect(glance).to_be_hidden()
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.stage video').paused")
    line.focus()
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('.stage video').currentTime === 0")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.stage video').currentTime.toFixed(1) === '1.0'")
    expect(glance).to_be_visible()
    expect(glance).to_have_text("0:01")
    expect(glance).to_be_hidden()


def test_the_time_line_follows_a_finger(phone: Visit) -> None:
    page = phone.page
    box = page.locator("[data-player=time]").bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, part: float) -> None:
        points = [{"x": box["x"] + box["width"] * part, "y": box["y"] + box["height"] - 2}]
        sent = {"type": f"touch{kind}", "touchPoints": [] if kind == "End" else points}
        finger.send("Input.dispatchTouchEvent", sent)

    touch("Start", 0.2)
    touch("Move", 0.5)
    expect(page.locator("[data-player=glance]")).to_be_visible()
    page.wait_for_function("""() => {
        const video = document.querySelector(".stage video");
        return video.currentTime / video.duration > 0.4;
    }""")
    touch("End", 0.5)
    expect(page.locator("[data-player=glance]")).to_be_hidden()


LOOP = """() => new Promise((done) => {
    const video = document.querySelector(".stage video");
    let last = null, longest = 0, turned = 0;
    const look = (now, { mediaTime }) => {
        if (last && mediaTime < last.mediaTime) { longest = Math.max(longest, now - last.now); turned += 1; }
        last = { now, mediaTime };
        turned < 2 ? video.requestVideoFrameCallback(look) : done(longest);
    };
    video.currentTime = video.duration - 0.6;
    video.addEventListener("timeupdate", () => {
        if (turned === 1 && video.currentTime < 1) video.currentTime = video.duration - 0.6;
    });
    setTimeout(() => { last = null; video.requestVideoFrameCallback(look); }, 200);
})"""


def test_the_loop_has_no_gap_that_one_would_see(desktop: Visit) -> None:
    assert desktop.page.evaluate(LOOP) < 400  # milliseconds; a shared machine drops pictures by itself


def test_the_backdrop_has_the_colour_of_the_video(desktop: Visit) -> None:
    read = "getComputedStyle(document.querySelector('.stage')).getPropertyValue('--backdrop')"
    assert desktop.page.evaluate(read).startswith("#")
    assert desktop.page.evaluate(f"{read} !== '#1E181D'")


def _speak(page: Page, film: str, folder: Path) -> None:
    file = folder / "words.srt"
    file.write_text(SRT)
    page.goto(film + "/edit/")
    page.get_by_role("link", name="Add or change captions").click()
    page.get_by_label("Caption file").set_input_files(file)
    page.get_by_label("Language of the captions").select_option("es")
    page.get_by_role("button", name="Add captions").click()
    expect(page.get_by_text("Your captions are there.")).to_be_visible()


def test_an_author_sends_captions_and_a_key_shows_them(
    chromium: Browser, service: Service, tmp_path: Path
) -> None:
    context, made = visit(chromium, service, viewport=DESKTOP)
    page = made.page
    join(page, handle="speaker.one")
    page.goto("/create")
    page.locator("input[type=file]").first.set_input_files(clips.tiny())
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/v/*")
    expect(page.locator(".stage video")).to_be_visible(timeout=60_000)
    film = page.url
    _speak(page, film, tmp_path)
    page.goto(film)
    words, button = page.locator("[data-player=words]"), page.locator("[data-player=captions]")
    expect(button).to_be_visible()
    expect(words).to_be_hidden()
    page.keyboard.press("t")
    expect(words).to_have_text("Hello there & you")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(words).to_have_text("Hello there & you")
    page.keyboard.press("t")
    expect(words).to_be_hidden()
    context.close()
    assert made.faults == []


def test_a_video_that_does_not_load_says_so_and_can_be_tried_again(
    chromium: Browser, service: Service, film: str
) -> None:
    context, made = visit(chromium, service, viewport=DESKTOP)
    page = made.page
    page.route("**/media/**/*.mp4", lambda route: route.abort())
    page.goto(film)
    expect(page.get_by_role("alert").filter(has_text="does not load")).to_be_visible(timeout=15_000)
    page.unroute("**/media/**/*.mp4")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_function(PLAYS, timeout=15_000)
    expect(page.get_by_role("alert").filter(has_text="does not load")).to_be_hidden()
    context.close()
