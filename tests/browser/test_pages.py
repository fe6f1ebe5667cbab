"""What a person meets on every type of page: nothing broken, nothing too wide, all of it accessible."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.browser.visit import Visit
from tests.example import Site

SIDEWAYS = """
    () => [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))
"""
FOCUS = """
    () => {
        const element = document.activeElement, style = getComputedStyle(element)
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
        return element === document.body
            ? null : [element.outerHTML.slice(0, 90), outlined || style.boxShadow !== 'none']
    }
"""
COLOURS = """
    () => ['backgroundColor', 'color'].map(name => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d')
        canvas.fillStyle = getComputedStyle(document.body)[name]
        canvas.fillRect(0, 0, 1, 1)
        return [...canvas.getImageData(0, 0, 1, 1).data]
    })
"""


def test_there_is_a_page_of_every_type(page_types: dict[str, str]) -> None:
    kinds = ["essays", "members", "works", "offers", "events", "circles", "tags", "topics"]
    assert {"home", "404.html", *(f"{kind}/*" for kind in kinds)} <= page_types.keys()


class Met(NamedTuple):
    """What is wrong with a page: what it complains of, what a small phone has no room for, what axe finds."""

    complaints: list[str]
    wide: list[str]
    barriers: list[str]


@pytest.fixture(scope="module")
def met(browser: Browser, origin: str, page_types: dict[str, str], need: Callable[[str], Path]) -> dict[str, Met]:
    """What a walk through a page of each type meets. Each is loaded once, on a phone, which then becomes a wide screen:
    no script of ours looks at the width."""
    axe = need("axe").read_text(encoding="utf-8")
    found = {}
    with browser.new_context(reduced_motion="reduce") as context:
        visit = Visit(context.new_page(), origin)
        visit.watch()
        for name, path in page_types.items():
            visit.complaints.clear()
            visit.page.emulate_media(color_scheme="light")
            visit.page.set_viewport_size({"width": 320, "height": 640})
            page = visit.open(path)
            is_wide = page.evaluate("document.scrollingElement.scrollWidth") > 320
            wide = page.evaluate(SIDEWAYS) if is_wide else []
            complaints = [*visit.complaints]
            page.set_viewport_size({"width": 1280, "height": 800})
            found[name] = Met(complaints, ["too wide", *wide] if is_wide else [], barriers(page, axe))
    return found


def barriers(page: Page, axe: str) -> list[str]:
    """What axe finds on a page that is light, and then of its colours when it is dark: nothing else depends on that."""
    page.evaluate(axe)
    found = page.evaluate(AXE)
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(AXE_COLOURS)
    return [told(violation) for violation in found]


def test_no_page_reports_an_error_or_asks_another_host(met: dict[str, Met]) -> None:
    assert {name: one.complaints for name, one in met.items() if one.complaints} == {}


def test_nothing_is_wider_than_a_small_phone(met: dict[str, Met]) -> None:
    assert {name: one.wide for name, one in met.items() if one.wide} == {}


def test_axe_finds_nothing(met: dict[str, Met]) -> None:
    assert {name: one.barriers for name, one in met.items() if one.barriers} == {}


def test_the_content_security_policy_forbids_what_the_site_does_not_use(visit: Visit) -> None:
    answer = visit.page.goto(visit.origin)
    assert answer
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    visit.page.evaluate("document.body.append(Object.assign(document.createElement('img'), {onerror: 1}))")
    visit.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert visit.page.evaluate("window.ran") is None


AXE = "axe.run({resultTypes: ['violations']}).then(result => result.violations)"
AXE_COLOURS = AXE.replace("{", "{runOnly: ['color-contrast'], ")


def told(violation: dict[str, Any]) -> str:
    """One line for a rule that is broken, and where first."""
    node = violation["nodes"][0]
    return f"{violation['id']}: {node['target']} {node['html'][:100]} {node.get('failureSummary', '')[:300]}"


def test_dark_mode_is_dark(visit: Visit) -> None:
    def brightness(scheme: Any) -> tuple[float, float]:
        visit.page.emulate_media(color_scheme=scheme)
        page = visit.open("/")
        paper, ink = (sum(colour[:3]) / 765 for colour in page.evaluate(COLOURS))
        return paper, ink

    paper, ink = brightness("light")
    assert paper > 0.85
    assert ink < 0.35
    paper, ink = brightness("dark")
    assert paper < 0.2
    assert ink > 0.7


def test_focus_can_be_seen_on_everything_that_tab_reaches(visit: Visit) -> None:
    page = visit.open("/")
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        assert focus[1], focus[0]
        seen.add(focus[0])
    assert len(seen) > 8


def test_everything_can_be_read_without_script(
    visit: Visit, page_types: dict[str, str], browser: Any, origin: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        for name in ("home", "essays/*", "members/*", "offers/*"):
            plain.goto(origin + page_types[name])
            text = plain.locator("main").inner_text()
            assert len(text) > 100, name
            visible = visit.open(page_types[name]).locator("main").inner_text()
            assert set(visible.split()) <= set(text.split()), name
            assert plain.locator("header a, nav a").first.is_visible(), name


def test_printing_gives_the_text_and_no_furniture(visit: Visit, page_types: dict[str, str]) -> None:
    visit.page.emulate_media(media="print", color_scheme="dark")
    page = visit.open(page_types["essays/*"])
    assert page.locator("main h1").first.is_visible()
    for furniture in page.locator("nav, form, button").all():
        assert not furniture.is_visible(), furniture.inner_html()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    assert page.pdf(format="A4").startswith(b"%PDF")


def neighbours(page: str) -> dict[str, str]:
    """Where an essay's `rel=prev` and `rel=next` lead, by rel."""
    found = {}
    for node in LexborHTMLParser(page).css("[rel][href]"):
        for rel in {"prev", "next"} & set((node.attributes["rel"] or "").split()):
            found[rel] = node.attributes["href"] or ""
    return found


def test_arrow_keys_turn_to_the_neighbours(visit: Visit, example: Site) -> None:
    essays = example.output.glob("essays/*/index.html")
    path, turns = next(
        (file.parent.relative_to(example.output).as_posix() + "/", turns)
        for file in sorted(essays)
        if len(turns := neighbours(file.read_text(encoding="utf-8"))) == 2
    )
    for key, rel in (("ArrowLeft", "prev"), ("ArrowRight", "next")):
        page = visit.open(path)
        start = page.url
        page.keyboard.press(f"Shift+{key}")
        assert page.url == start
        with page.expect_navigation():
            page.keyboard.press(key)
        assert page.url == urljoin(start, turns[rel])
