"""The studio as somebody uses it who never sees a file: a new essay is written, with a picture, its page beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.serve.running import Running, make_site, running

AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations.map(one => one.id + one.nodes[0].html))"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("studio")
    make_site(root)
    with running(root) as preview:
        yield preview


@pytest.fixture
def page(site: Running, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if "Content Security Policy" in told.text else None)
    page.goto(f"http://127.0.0.1:{site.port}/.mingpian/studio/")
    yield page
    page.close()
    assert complaints == []


def test_an_essay_is_written_and_seen_without_a_file(site: Running, page: Page) -> None:
    page.get_by_label("Find an entry").fill("unfin")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.get_by_label("Kind", exact=True).select_option("essays")
    page.get_by_label("Title, or the member's name").fill("茶山来信")
    page.get_by_role("button", name="New entry").click()
    text = page.get_by_label("Text (Markdown)")
    text.click()
    page.keyboard.type("- 一\n二\n\n**完**")
    expect(page.locator("#saved")).to_have_text("✓")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    page.evaluate(
        """async bytes => {
          const file = new File([new Uint8Array(bytes)], "山 景.png", {type: "image/png"})
          const given = new DataTransfer()
          given.items.add(file)
          const drop = new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true})
          document.querySelector("textarea.text").dispatchEvent(drop)
        }""",
        list(picture.getvalue()),
    )
    expect(text).to_have_value("- 一\n- 二\n\n**完**![](山-景.png)\n")
    expect(page.frame_locator("iframe").locator("strong")).to_have_text("完")
    expect(page.frame_locator("iframe").locator("article img, main img").first).to_be_attached(timeout=60_000)
    written = (site.root / "content/essays/茶山来信.md").read_text(encoding="utf-8")
    assert "draft: true" in written and "- 二" in written and (site.root / "content/essays/山-景.png").is_file()
    assert not list((site.root / ".mingpian/preview").rglob("studio*"))
    page.evaluate("document.querySelector('#entry [name=_token]').value = 'of a preview that has ended'")
    text.press("End")
    text.press("Enter")
    page.keyboard.type("later")
    expect(page.locator("#saved")).to_have_text("✗")
    expect(page.locator("#saved")).to_have_text("✓")
    assert "later" in (site.root / "content/essays/茶山来信.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["", "edit?file=members/lin.md", "settings", "publish"])
def test_it_can_be_used_by_everybody_on_a_phone(page: Page, path: str, need: Callable[[str], Path]) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(page.url + path)
    for hidden in page.locator("details").all():
        hidden.evaluate("one => one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(need("axe").read_text(encoding="utf-8"))
    assert page.evaluate(AXE) == []


def test_a_page_of_another_site_can_send_nothing(site: Running, page: Page) -> None:
    token = page.locator('input[name="_token"]').first.get_attribute("value") or ""
    path = "/.mingpian/studio/delete"
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Content_Length": "0"}
    for more in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}):
        assert site.ask(path, "POST", **headers, **more).status == 403
    own = {"Origin": f"http://127.0.0.1:{site.port}", "Sec_Fetch_Site": "cross-site"}
    assert site.ask(path, "POST", **headers, **own).status == 403
    assert token and token not in site.text("/.mingpian/") + site.text("/repo/")
