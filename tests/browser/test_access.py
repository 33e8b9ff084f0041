"""Every page: axe without violations, 320 px and 200 % without sideways scrolling, five languages, both
looks."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, PHONE, Service, Visit, join, visit

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
PUBLIC = ["/", "/discover", "/about", "/@ana", "/@ana/followers/", "/tags/harbour", "/account/login/",
          "/account/signup/", "/account/recover/", "/nowhere"]  # fmt: skip
OWN = ["/create", "/inbox", "/settings/", "/settings/profile/", "/settings/privacy/", "/settings/look/",
       "/settings/security/", "/settings/data/", "/settings/leave/", "/settings/privacy/words/"]  # fmt: skip

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _violations(page: Page) -> list[str]:
    """axe-core 4's rules for WCAG 2.2 A and AA."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


def _look(page: Page, paths: list[str]) -> list[str]:
    faults = []
    for path in paths:
        page.goto(path)
        faults += [f"{path}: {fault}" for fault in _violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path}: scrolls sideways")
    return faults


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_visitor_s_pages_are_for_everybody(
    chromium: Browser, service: Service, look: str, size: dict[str, int]
) -> None:
    context, made = visit(chromium, service, color_scheme=look, viewport=size, bypass_csp=True)
    assert _look(made.page, PUBLIC) == []
    context.close()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_member_s_pages_are_for_everybody(chromium: Browser, service: Service, look: str) -> None:
    context, made = visit(chromium, service, color_scheme=look, bypass_csp=True)
    join(made.page, handle=f"axe.{look}")
    assert _violations(made.page) == []
    assert _look(made.page, OWN) == []
    context.close()


@pytest.mark.parametrize("language", ["es", "pt-BR", "id", "fil"])
def test_long_words_fit_at_320_points(chromium: Browser, service: Service, language: str) -> None:
    """320 CSS pixels: a small phone, or a 640 px window at 200 % zoom (WCAG 1.4.10)."""
    small = {"width": 320, "height": 640}
    context, made = visit(chromium, service, locale=language, viewport=small, bypass_csp=True)
    wrong = []
    for path in PUBLIC:
        made.page.goto(path)
        if made.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(path)
        assert made.page.evaluate("document.documentElement.lang").lower() == language.lower()
    context.close()
    assert wrong == []


def test_the_way_by_keyboard_begins_with_the_main_part(visitor: Visit) -> None:
    page = visitor.go("/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
