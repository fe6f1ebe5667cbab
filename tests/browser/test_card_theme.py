"""The theme `card`, chosen by one line: the same site as one card, as easy to read for everybody."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_pages import SIDEWAYS, told
from tests.example import REPOSITORY, mingpian
from tests.server import serving

PATHS = ["", "en/", "essays/", "essays/short/", "members/lin/", "offers/one-page/", "works/", "search/", "404.html"]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("card") / "site"
    shutil.copytree(REPOSITORY / "tests/golden/sites/person", root)
    settings = (root / "site.toml").read_text(encoding="utf-8")
    (root / "site.toml").write_text('theme = "card"\n' + settings, encoding="utf-8")
    done = mingpian("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(root / "output", "/") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_is_too_wide(page: Page, origin: str, need: Callable[[str], Path]) -> None:
    axe = need("axe").read_text(encoding="utf-8")
    found = {}
    for path in PATHS:
        page.goto(origin + path)
        page.evaluate(axe)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            violations = page.evaluate("axe.run().then(result => result.violations)")
            if violations:
                found[path, scheme] = [told(violation) for violation in violations]
        if page.evaluate("document.scrollingElement.scrollWidth") > 320:
            found[path, "wide"] = page.evaluate(SIDEWAYS)
    assert found == {}


def test_the_card_comes_first_and_the_offer_before_all_else(page: Page, origin: str) -> None:
    page.goto(origin)
    assert page.get_by_role("heading", level=1).inner_text().startswith("林一舟")
    assert page.locator(".stack a").first.get_attribute("href") == "./offers/one-page/"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.goto(origin + "essays/short/")
    page.get_by_role("banner").get_by_role("link", name="林一舟").click()
    assert page.url == origin
