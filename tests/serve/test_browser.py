"""What the writer sees: a save appears in the open page, an error lies over it, and goes when it is mended."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serve.running import Running, essay

pytestmark = pytest.mark.usefixtures("restored")

LONG = "\n\n".join(f"Paragraph {number}." for number in range(200))
DOWN = 3000  # pixels
PATIENCE = 1000  # looks, until the browser has scrolled back
HOSTILE = "draft: <img src=x onerror=alert(1)>"


@pytest.fixture
def page(site: Running, browser: Browser) -> Iterator[Page]:
    """The essay, long and scrolled down, open in a browser that notes every complaint."""
    site.write("content/essays/first.md", essay("First", LONG))
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(f"{site.address}essays/first/")
    expect(page.get_by_text("Paragraph 199.")).to_be_attached()
    scroll_down(page)
    yield page
    page.close()
    assert complaints == []


def scroll_down(page: Page) -> None:
    """Scroll, and stay there: a page that is just loaded anew is put back by the browser to where it was before."""
    page.wait_for_load_state("load")
    steady = 0
    while steady < 8:
        steady = steady + 1 if abs(page.evaluate("scrollY") - DOWN) < 5 else 0
        if not steady:
            page.evaluate(f"scrollTo({{top: {DOWN}, behavior: 'instant'}})")
        page.wait_for_timeout(50)


def is_where_it_was(page: Page) -> bool:
    """Whether the page is scrolled as far down as before it was loaded anew."""
    page.wait_for_load_state("load")
    for _ in range(PATIENCE):
        if abs(page.evaluate("scrollY") - DOWN) < 5:
            return True
        page.wait_for_timeout(20)
    return False


def test_a_save_is_seen_at_once_and_an_error_until_it_is_mended(site: Running, page: Page) -> None:
    site.write("content/essays/first.md", essay("First", LONG + "\n\nAnd one more."))
    expect(page.get_by_text("And one more.")).to_be_attached()
    assert is_where_it_was(page)

    broken = essay("First", LONG).replace("title: First", f"{HOSTILE}\ntitle: First")
    site.write("content/essays/first.md", broken)
    overlay = page.get_by_role("alert")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("content/essays/first.md:2:8")
    expect(overlay).to_contain_text(HOSTILE)
    source = site.root / "content/essays/first.md"
    expect(overlay.get_by_role("link").first).to_have_attribute("href", f"vscode://file{source.as_posix()}:2:8")
    expect(overlay.locator("img")).to_have_count(0)
    expect(page.get_by_text("And one more.")).to_be_attached()

    page.reload()
    expect(overlay).to_be_visible()
    site.write("content/essays/first.md", essay("First", LONG + "\n\nMended."))
    expect(page.get_by_text("Mended.")).to_be_attached()
    expect(overlay).to_have_count(0)


def test_a_style_sheet_is_exchanged_without_loading_the_page_anew(site: Running, page: Page) -> None:
    page.evaluate("window.still = true")
    site.write("styles/99-own.css", "h1 { color: rgb(1, 2, 3) !important }")
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert page.evaluate("window.still") is True
    assert is_where_it_was(page)
    shutil.rmtree(site.root / "styles")
    expect(page.locator("h1")).not_to_have_css("color", "rgb(1, 2, 3)")
