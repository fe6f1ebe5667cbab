"""The themes that ship beside the default one, each chosen by one line: the same sites, as easy to read for all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import SIDEWAYS, barriers
from tests.example import REPOSITORY, mingpian
from tests.server import serving

PATHS = {
    "person": [
        "",
        "en/",
        "essays/",
        "essays/short/",
        "offers/one-page/",
        "works/",
        "search/",
        "404.html",
    ],
    "circle": ["", "members/", "members/mei/"],
}
THEMES = sorted(path.name for path in (REPOSITORY / "themes").iterdir() if path.name != "default")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], str]]:
    """Where a golden site stands in a theme; each is built once."""
    with ExitStack() as stack:

        @cache
        def built(theme: str, site: str) -> str:
            root = tmp_path_factory.mktemp(theme) / site
            shutil.copytree(REPOSITORY / "tests/golden/sites" / site, root)
            settings = (root / "site.toml").read_text(encoding="utf-8")
            (root / "site.toml").write_text(f'theme = "{theme}"\n{settings}', encoding="utf-8")
            done = mingpian("build", cwd=root)
            assert done.returncode == 0, done.stdout + done.stderr
            return stack.enter_context(serving(root / "output", "/"))

        yield built


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    theme: str, page: Page, origin: Callable[[str, str], str], need: Callable[[str], Path]
) -> None:
    axe = need("axe").read_text(encoding="utf-8")
    found: dict[tuple[str, ...], list[str]] = {}
    for site, path in ((site, path) for site, paths in PATHS.items() for path in paths):
        page.emulate_media(color_scheme="light")
        page.goto(origin(theme, site) + path)
        if met := barriers(page, axe):
            found[site, path] = met
        for text in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.fontSize = size", text)
            if page.evaluate("document.scrollingElement.scrollWidth") > 320:
                found[site, path, text] = page.evaluate(SIDEWAYS)
    assert found == {}


def test_the_card_comes_first_and_the_offer_before_all_else(page: Page, origin: Callable[[str, str], str]) -> None:
    home = origin("card", "person")
    page.goto(home)
    assert page.get_by_role("heading", level=1).inner_text().startswith("林一舟")
    assert page.locator(".stack a").first.get_attribute("href") == "./offers/one-page/"
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.goto(home + "essays/short/")
    page.get_by_role("banner").get_by_role("link", name="林一舟").click()
    expect(page).to_have_url(home)
