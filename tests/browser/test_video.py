"""A real clip, from a person's disk into the page, playing."""

from playwright.sync_api import Browser, Page, expect

from tests import clips
from tests.browser.conftest import DESKTOP, Service, Visit, visit


def _plays(page: Page) -> None:
    """Decoded pictures, and a clock that moves."""
    page.wait_for_function(
        """() => {
            const video = document.querySelector(".stage video");
            return video && video.readyState >= 2 && video.videoWidth > 0 && video.currentTime > 0.2;
        }""",
        timeout=20_000,
    )


def test_somebody_joins_uploads_a_clip_and_it_plays(member: Visit) -> None:
    page = member.go("/create")
    page.locator("input[type=file][name]").set_input_files(clips.portrait())
    page.get_by_label("Caption").fill("My first film #hello")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/v/*")
    expect(page.locator(".stage video")).to_be_visible(timeout=60_000)
    page.evaluate("document.querySelector('.stage video').play()")
    _plays(page)
    expect(page.get_by_role("link", name="#hello")).to_be_visible()


def test_a_visitor_sees_a_film_without_asking(visitor: Visit) -> None:
    page = visitor.go("/")
    _plays(page)
    assert page.evaluate("document.querySelector('.stage video').muted")


def test_the_keyboard_is_enough(chromium: Browser, service: Service) -> None:
    context, made = visit(chromium, service, viewport=DESKTOP)
    page = made.go("/")
    _plays(page)
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('.stage video').paused")
    page.keyboard.press("Space")
    page.wait_for_function("!document.querySelector('.stage video').paused")
    page.keyboard.press("m")
    page.wait_for_function("!document.querySelector('.stage video').muted")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")
    context.close()
    assert made.faults == []


def test_without_script_everything_is_there(chromium: Browser, service: Service) -> None:
    context, made = visit(chromium, service, java_script_enabled=False)
    page = made.go("/")
    expect(page.locator("video[controls]").first).to_be_visible()
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("Handle").fill("nobody.here")
    page.get_by_label("Password", exact=True).fill("wrong words 12")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    context.close()


def test_motion_is_less_for_who_wants_less(chromium: Browser, service: Service) -> None:
    context, made = visit(chromium, service, reduced_motion="reduce")
    page = made.go("/")
    page.locator(".stage video").first.wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('.stage video').paused")
    context.close()


def test_a_private_film_s_address_dies_with_it(member: Visit) -> None:
    page = member.go("/create")
    page.locator("input[type=file][name]").set_input_files(clips.tiny())
    page.get_by_label("Who can watch").select_option("only_me")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/v/*")
    expect(page.locator(".stage video")).to_be_visible(timeout=60_000)
    address = page.evaluate("document.querySelector('.stage video').currentSrc")
    assert "/media/kept/" in address
    get = page.context.request.get
    assert get(address).status == 200
    assert get(address.split("?")[0]).status == 404
    page.goto(page.url.rstrip("/") + "/edit/")
    page.get_by_role("button", name="Delete").click()
    page.wait_for_url("**/inbox")
    assert get(address).status == 404
