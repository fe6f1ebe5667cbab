"""The form in a real browser: opened as a file, it asks nobody, and gives what `mingpian intake` takes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from mingpian.cli import main
from tests.build.workshop import png

SITE = 'title = "圆桌"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n'
LIN = "---\nname: 林语\nphoto: me.png\ncontact: {wechat: {value: linyu, audience: members}}\noffers: [design]\n---\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/members").mkdir(parents=True)
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "content/members/lin.md").write_text(LIN, encoding="utf-8")
    (tmp_path / "content/members/me.png").write_bytes(png(3))
    assert main(["form", "--root", str(tmp_path)]) == 0
    assert main(["form", "--root", str(tmp_path), "--for", "lin"]) == 0
    return tmp_path


def opened(browser: Browser, path: Path, asked: list[str]) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 800}, offline=True).new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(path.as_uri())
    return page


def saved(page: Page, into: Path) -> dict[str, object]:
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文件").click()
    download.value.save_as(into)
    found: dict[str, object] = json.loads(into.read_text(encoding="utf-8"))
    return found


def test_a_card_is_written_without_a_server_and_comes_in(
    browser: Browser, root: Path, need: Callable[[str], Path]
) -> None:
    asked: list[str] = []
    page = opened(browser, root / "exports/form/members.zh-Hans.html", asked)
    page.get_by_role("button", name="存成文件").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有填：姓名")
    page.get_by_label("姓名（必填）").fill("周博 </script><b>")
    page.get_by_role("button", name="再加一项: 能帮什么").click()
    page.get_by_role("group", name="能帮什么").get_by_label("话题").fill("装订")
    page.get_by_role("button", name="再加一项: 联系方式").click()
    ways = page.get_by_role("group", name="联系方式").last
    ways.get_by_label("怎么联系").fill("微信")
    ways.get_by_label("内容").fill("zhoubo")
    photo: FilePayload = {"name": "我.png", "mimeType": "image/png", "buffer": png(9, 1600, 900)}
    page.locator("input[type=file][accept='image/*']").first.set_input_files(photo)
    page.locator("img:visible").first.wait_for()
    found = saved(page, root / "card.json")
    assert found["fields"] == {
        "name": "周博 </script><b>",
        "photo": {"src": next(iter(found["files"])), "audience": "host"},  # type: ignore[call-overload]
        "offers": [{"topic": "装订"}],
        "contact": {"wechat": [{"value": "zhoubo", "audience": "host"}]},
    }
    page.get_by_role("button", name="复制文字").click()
    expect(page.locator("#text")).to_have_value(re.compile("mingpian:1:.+:end"))
    text = page.locator("#text").input_value()
    packed = text.partition("mingpian:1:")[2].partition(":end")[0]
    assert json.loads(base64.urlsafe_b64decode(packed))["fields"]["name"] == "周博 </script><b>"
    assert [one for one in asked if not one.startswith(("file:", "blob:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(need("axe").read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
    page.context.close()
    assert main(["intake", "--root", str(root), str(root / "card.json")]) == 0
    assert main(["intake", "--root", str(root), "--accept", "周博-script-b"]) == 0
    assert (root / "content/members/周博-script-b/index.md").is_file()


def test_a_card_is_renewed_and_what_is_not_touched_stays(browser: Browser, root: Path) -> None:
    asked: list[str] = []
    page = opened(browser, root / ".mingpian/desk/form-lin.html", asked)
    assert "照片保留不动" in page.locator("body").inner_text()
    page.get_by_label("一句话").fill("我帮独立作者把书做出来")
    page.get_by_role("button", name="去掉: 能帮什么 1").click()
    saved(page, root / "card.json")
    page.context.close()
    assert main(["intake", "--root", str(root), str(root / "card.json")]) == 0
    assert main(["intake", "--root", str(root), "--accept", "林语"]) == 0
    text = (root / "content/members/lin.md").read_text(encoding="utf-8")
    assert text == LIN.replace("offers: [design]\n", "headline: 我帮独立作者把书做出来\n")
