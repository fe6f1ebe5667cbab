"""The hostile pages, opened in a real browser that has no policy to help it: no canary sings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog

from tests.attacks.conftest import Hostile
from tests.server import serving

TOGETHER = 80
FEW = 6
OPEN = """
    async addresses => {
        const found = []
        await Promise.all(addresses.map(address => new Promise(done => {
            const frame = document.createElement('iframe')
            frame.onload = () => { found.push(...press(frame.contentDocument, address)); done() }
            frame.src = address
            document.body.append(frame)
        })))
        await new Promise(done => setTimeout(done, 50))
        return found
    }
"""
PRESS = """
    // (a link in an SVG has an animated address)
    function press(document, address) {
        if (document.location.href !== address) return [`${address} led to ${document.location.href}`]
        for (const element of document.querySelectorAll('details, summary, [tabindex], input, select, a'))
            for (const type of ['mouseover', 'focus', 'animationstart', 'toggle', 'error'])
                element.dispatchEvent(new Event(type, {bubbles: true}))
        return [...document.querySelectorAll('a[href], area[href], form[action]')]
            .map(element => element.href?.animVal ?? element.href ?? element.action)
            .map(address => new URL(address, document.baseURI).href)
            .filter(address => !/^(https?|mailto|tel):/.test(address))
    }
"""
SCRIPT = f"addresses => {{ {PRESS}; return ({OPEN})(addresses) }}"
IN_A_FRAME = """
    () => new Promise(done => {
        const frame = document.createElement('iframe')
        frame.onload = done
        frame.srcdoc = "<script>canary('it sings')</script>"
        document.body.append(frame)
    })
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    yield context
    context.close()


def test_no_script_of_theirs_runs_on_any_page(context: BrowserContext, hostile: Hostile) -> None:
    sung: list[str] = []

    def canary(song: object = "") -> None:
        sung.append(str(song))

    def dialog(opened: Dialog) -> None:
        sung.append(opened.message)
        opened.dismiss()

    context.expose_function("canary", canary)
    page = context.new_page()
    page.on("dialog", dialog)
    with serving(hostile.output, "/") as origin:
        page.goto(origin)
        page.evaluate(IN_A_FRAME)
        assert sung == ["it sings"]
        addresses = [origin + path.relative_to(hostile.output).as_posix() for path in to_open(hostile)]
        for start in range(0, len(addresses), TOGETHER):
            page.goto(origin + "robots.txt")
            assert page.evaluate(SCRIPT, addresses[start : start + TOGETHER]) == []
    assert sung == ["it sings"]
    assert len(addresses) > 300


def to_open(hostile: Hostile) -> list[Path]:
    """The pages of all entries with payloads, and of each kind of list the first few."""
    found: list[Path] = []
    lists: Counter[str] = Counter()
    for path in hostile.files(".html"):
        kind, *rest = path.relative_to(hostile.output).parts
        if kind == "old":
            continue
        if len(rest) != 2 or kind in ("tags", "topics", "cities", "series"):
            lists[f"{kind}{len(rest)}"] += 1
            if lists[f"{kind}{len(rest)}"] > FEW:
                continue
        found.append(path)
    return found
