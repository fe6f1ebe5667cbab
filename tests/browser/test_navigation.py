"""The menu on a telephone, and the switch of schemes, as somebody uses them; under the site's own policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.example import REPOSITORY, mingpian
from tests.server import serving

PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("navigation") / "site"
    shutil.copytree(REPOSITORY / "tests/golden/sites/person", root)
    with open(root / "site.toml", "a", encoding="utf-8") as settings:
        settings.write("\n[look]\nswitch = true\n")
    done = mingpian("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(root / "output", "/") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme="light")
    yield context.new_page()
    context.close()


def test_a_reader_chooses_a_scheme_and_it_stays(page: Page, origin: str) -> None:
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(origin)
    day, paper = page.evaluate(PAPER), page.locator("body")
    button = page.locator(".scheme")
    expect(button).to_be_visible()
    button.click()
    expect(paper).to_have_css("background-color", day)
    button.click()
    expect(paper).not_to_have_css("background-color", day)
    night = page.evaluate(PAPER)
    page.goto(origin + "essays/")
    expect(paper, "kept from page to page").to_have_css("background-color", night)
    page.emulate_media(color_scheme="dark")
    page.locator(".scheme").click()
    expect(paper, "as the system has it, which is dark now").to_have_css("background-color", night)
    assert errors == []


def test_without_script_the_menu_opens_and_nobody_misses_the_switch(browser: Browser, origin: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(origin)
        assert not page.locator(".scheme").is_visible()
        essays = page.locator(".menu-more li a").first
        expect(essays).to_be_hidden()
        page.locator(".menu-more summary").click()
        essays.click()
        expect(page).to_have_url(origin + "essays/")


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(page: Page, origin: str) -> None:
    page.goto(origin)
    menu = page.locator(".menu-more ul")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        page.locator(".menu-more summary").click()
        expect(menu).to_be_visible()
        close()
        expect(menu).to_be_hidden()


FADES = """
    addEventListener('pagereveal',
        event => sessionStorage.faded = (sessionStorage.faded ?? '') + (event.viewTransition ? 1 : 0))
"""


def test_pages_fade_into_each_other_and_no_fade_is_an_error(page: Page, origin: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(FADES)
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(origin)
    for turn, motion in enumerate(("no-preference", "no-preference", "no-preference", "reduce", "reduce")):
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        with page.expect_navigation():
            page.locator(".menu-row a").nth(turn % 2).click()
        page.set_viewport_size({"width": 900 + 10 * turn, "height": 700})  # which cuts it short
        page.wait_for_timeout(200)
    page.goto(origin + "subscribe/")
    with page.expect_navigation():
        page.evaluate("location.href = '../feed.xml'")  # which knows of no fade
    page.wait_for_timeout(200)
    page.goto(origin)
    assert (page.evaluate("sessionStorage.faded"), errors) == ("011100000", [])
