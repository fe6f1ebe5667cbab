"""The whole way in a real browser, without touching a file: an empty folder becomes a published site."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from mingpian.cli import main
from tests.attacks.payloads import HTML
from tests.host.test_intake import card, make_round_table, twelve
from tests.serve.running import NOW, running
from tests.studio.test_in_a_browser import AXE

DROP = """async ([selector, name, type, bytes]) => {
  const given = new DataTransfer()
  given.items.add(new File([new Uint8Array(bytes)], name, {type}))
  document.querySelector(selector).dispatchEvent(
    new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true}))
}"""


def portrait() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (640, 800), (160, 82, 45)).save(picture, "JPEG")
    return picture.getvalue()


def by_keyboard(page: Page, button: str) -> None:
    """Press a button as somebody does who has no mouse."""
    focused = "document.activeElement.textContent"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == button:
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")


def typed_in_chinese(page: Page, words: dict[str, str]) -> None:
    """Type as an input method does: letters first, which are no text yet, then the words that they mean."""
    keyboard = page.context.new_cdp_session(page)
    for letters, word in words.items():
        for end in range(1, len(letters) + 1):
            composing = {"text": letters[:end], "selectionStart": end, "selectionEnd": end}
            keyboard.send("Input.imeSetComposition", composing)
        keyboard.send("Input.insertText", {"text": word})


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("✓")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.expose_function("canary", lambda number: complaints.append(f"ran {number}"))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    context.close()
    assert complaints == []


def test_an_empty_folder_becomes_a_published_site(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    root, published = tmp_path / "site", tmp_path / "public"
    assert main(["init", str(root), "--yes", "--lang", "zh-Hans", "--name", "林语"]) == 0
    with running(root, "zh") as preview:
        studio = f"http://127.0.0.1:{preview.port}/.mingpian/studio/"
        page.goto(studio + "publish")
        assert page.locator(".problems li").count() == 8, "five samples and three example addresses"

        page.locator(".problems a", has_text="site.toml").click()
        page.locator("#base_url").fill("https://linyu.cn/")
        page.get_by_role("button", name="保存").click()
        the_card_is_ones_own(page, studio)
        for sample in ("第一句话该写什么", "一家面馆的菜单", "关于这里"):
            page.goto(studio)
            page.get_by_role("link", name=sample).click()
            page.get_by_text("换地址，或放进回收站").click()
            page.get_by_role("button", name="放进回收站").click()
        an_essay_is_written(page, studio)
        an_offer_is_priced(page, studio)

        page.goto(studio + "publish")
        page.get_by_text("这台电脑上的文件夹").click()
        page.locator('[id="folder/path"]').fill("../public")
        page.get_by_role("button", name="加上").locator("visible=true").click()
        page.get_by_role("button", name="发布到那里").click()
        expect(page.get_by_role("status")).to_have_text("已发布。")
    it_is_published(published)


def the_card_is_ones_own(page: Page, studio: str) -> None:
    page.goto(studio)
    page.get_by_role("link", name="林语").first.click()
    page.evaluate(DROP, ['[id="photo/src"]', "我 的照片.jpg", "image/jpeg", [*portrait()]])
    expect(page.locator('[id="photo/src"]')).to_have_value("我-的照片.jpg")
    page.locator('[id="contact/0/value/0/value"]').fill("lin@linyu.cn")
    saved(page)
    page.get_by_role("button", name="不再是样例").click()
    expect(page.get_by_role("button", name="不再是样例")).to_have_count(0)


def an_essay_is_written(page: Page, studio: str) -> None:
    page.goto(studio)
    page.get_by_label("种类", exact=True).select_option(label="文章")
    page.get_by_label("标题，或成员的名字").fill("茶山来信")
    page.get_by_role("button", name="新建").click()
    page.get_by_label("正文（Markdown）").click()
    typed_in_chinese(page, {"chashan": "茶山上的雾，", "zaoshang": "早上六点就散了。"})
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("- ")
    typed_in_chinese(page, {"yi": "一", "ya": "芽"})
    page.keyboard.press("Enter")
    typed_in_chinese(page, {"liangye": "两叶"})
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_label("正文（Markdown）")).to_have_value("茶山上的雾，早上六点就散了。\n\n- 一芽\n- 两叶")
    saved(page)
    expect(page.frame_locator("iframe").locator("main li", has_text="两叶")).to_be_attached(timeout=60_000)
    page.get_by_role("button", name="定稿").click()
    expect(page.get_by_role("button", name="定稿")).to_have_count(0)


def an_offer_is_priced(page: Page, studio: str) -> None:
    page.goto(studio)
    page.get_by_role("link", name="一页介绍").first.click()
    page.locator('[id="price/amount"]').fill("2600")
    page.locator('[id="action/url"]').fill("mailto:lin@linyu.cn")
    saved(page)
    page.get_by_role("button", name="不再是样例").click()


def it_is_published(public: Path) -> None:
    home = (public / "index.html").read_text(encoding="utf-8")
    essay = next(public.glob("essays/*/index.html")).read_text(encoding="utf-8")
    offer = next(public.glob("offers/*/index.html")).read_text(encoding="utf-8")
    assert "林语" in home and quote("我-的照片.jpg") in home and list(public.rglob("*.jpg"))
    assert "早上六点就散了。" in essay and "<li>两叶" in essay and "茶山来信" in essay
    assert "2,600" in offer
    everything = b"".join(path.read_bytes() for path in public.rglob("*") if path.is_file())
    assert b"example.org" not in everything and b".mingpian/" not in everything and b"chashan" not in everything


def test_a_community_comes_in_and_is_brought_together(
    page: Page, tmp_path: Path, need: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve members by form, table, address book and mail; two are renewed, three hostile: all of it by click."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    root, inbox = tmp_path / "site", tmp_path / "in"
    make_round_table(root)
    inbox.mkdir()
    twelve(inbox)
    corpus = card("坏人", fields={"offers": [{"topic": f"t{at}", "text": one} for at, one in enumerate(HTML)]})
    (inbox / "corpus.json").write_text(json.dumps(corpus), encoding="utf-8")
    with running(root, "zh") as preview:
        desk = f"http://127.0.0.1:{preview.port}/.mingpian/studio/desk"
        page.goto(desk)
        page.locator("#files").set_input_files(sorted(inbox.iterdir()))
        page.get_by_role("button", name="放上案头").click()
        expect(page.locator("#cards")).to_have_text("交来的名片 (18)")
        everybody_can_use_it(page, need)
        waiting = page.locator("li:has(> h3)")
        wider = waiting.filter(has_text="能看到的人比现在多")
        wider.get_by_role("button", name="接受", exact=True).click()
        expect(wider).to_have_count(1)  # the browser asks first whether they said so themselves
        wider.get_by_role("button", name="不要").click()
        while (left := page.locator(".work button", has_text="接受").filter(visible=True)).count() > 1:
            with page.expect_navigation():
                left.first.click()
        by_keyboard(page, "对方同意：接受")
        by_keyboard(page, "找一找谁能帮谁")
        page.locator("li", has_text="Bo · 摄影 → 庚").get_by_role("button", name="同意").click()
        an_introduction_is_copied(page)
    page.set_content("<p>gone</p>")
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    lin = (root / "output/members/lin/index.html").read_text(encoding="utf-8")
    assert "准时" in lin and "新的自我介绍" in lin and "linyu" not in lin
    assert "庚" in (root / "output/members/bo/index.html").read_text(encoding="utf-8")
    assert len(list((root / "content/members").rglob("*.md"))) == 17 and not list((root / "content").rglob("*.js"))


def everybody_can_use_it(page: Page, need: Callable[[str], Path]) -> None:
    """No script of those who handed something in has run; it fits a phone; axe finds nothing."""
    page.evaluate(need("axe").read_text(encoding="utf-8"))
    for width in (1200, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(AXE) == []


def an_introduction_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".letter", has_text="庚").get_by_role("button", name="复制").first.click()
    expect(page.locator(".letter [role=status]").first).to_have_text("✓")
    letter: str = page.evaluate("navigator.clipboard.readText()")
    assert letter == page.locator(".letter textarea").first.input_value() and "摄影" in letter
