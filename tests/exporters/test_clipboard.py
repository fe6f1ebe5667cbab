"""The page beside an article for WeChat: each part of it goes to the clipboard, the text with its looks."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from mingpian.cli import main
from tests.server import serving

TEXT = "# 字\n\n[看](https://a.cn)\n\n```python\nx = 1\n```\n\n![](a.png)\n"


def test_the_text_is_copied_with_its_looks(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\n')
    (tmp_path / "content/essays/x.md").write_text(TEXT, encoding="utf-8")
    Image.new("RGB", (8, 8)).save(tmp_path / "content/essays/a.png")
    assert main(["export", "wechat", "x", "--root", str(tmp_path), "--jobs", "1"]) == 0
    with serving(tmp_path / "exports/wechat/x") as origin:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(origin) else route.abort())
        page.goto(origin + "copy.html")
        page.click('button[data-of="title"]')
        page.wait_for_function("document.querySelector('button[data-of=title]').textContent === '已复制'")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#title").inner_text()
        page.click('button[data-of="article"]')
        page.wait_for_function("document.querySelector('button[data-of=article]').textContent === '已复制'")
        rich = page.evaluate(
            "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then(blob => blob.text())"
        )
        assert 'src="http://localhost:8000/essays/a.png"' in rich and "data-whole" not in rich
        assert page.locator("#article img").evaluate("image => image.naturalWidth") == 8
        assert "style=" in rich and "font-size" in rich and "href" not in rich and "white-space" in rich
        assert complaints == []
        context.close()
