"""Links have faces: platforms are known by name or address and drawn; what a writer states is text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.render.formats import page
from mingpian.render.icons import icons, unfit_icons
from mingpian.render.theme import load_theme
from mingpian.schema.platforms import PLATFORMS, platform_of
from tests.render.small import Small

THEME, _ = load_theme(Path("/nowhere"), "default")
ICON = icons(THEME)
CHINESE = """
公众号 视频号 微信 企业微信 知乎 小红书 B站 微博 抖音 快手 豆瓣 小宇宙 飞书 钉钉 QQ 简书 掘金 CSDN SegmentFault 少数派
即刻 网易云音乐 QQ音乐 喜马拉雅 Gitee 语雀 淘宝 闲鱼 拼多多 京东 美团 爱发电 面包多 知识星球 得到 Lofter 站酷 花瓣
"""


@pytest.mark.parametrize(
    ("stated", "url", "name"),
    [
        ("", "https://zhuanlan.zhihu.com/p/1", "zhihu"),
        ("", "https://www.github.com/lin", "github"),
        ("", "https://lin.github.io/", ""),
        ("", "https://music.163.com/#/artist?id=1", "netease"),
        ("", "https://2.taobao.com/a", "xianyu"),
        ("", "https://netflix.com/", ""),
        ("", "https://x.com/lin", "x"),
        ("", "https://X.COM:443/lin", "x"),
        ("", "https://mastodon.green/@lin", "mastodon"),
        ("", "https://mastodon.green/about", ""),
        ("", "https://weixin.qq.com/sph/Axyz", "wechat-channels"),
        ("", "https://evil.example/https://github.com/", ""),
        ("", "https://github.com.evil.example/", ""),
        ("", "mailto:a@zhihu.com", ""),
        ("", "http://[broken", ""),
        ("微信公众号", "", "wechat-official"),
        ("WeChat Official Account", "", "wechat-official"),
        ("wechat", "", "wechat"),
        ("微信", "https://mp.weixin.qq.com/s/x", "wechat-official"),
        ("wechat", "https://www.zhihu.com/people/a", "wechat"),
        ("Twitter", "https://example.org/", "x"),
        ("小 红 书", "", "xiaohongshu"),
        ("My Own Place", "https://github.com/lin", "My Own Place"),
    ],
)
def test_the_platform_of_a_link(stated: str, url: str, name: str) -> None:
    assert platform_of(stated, url) == name


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_has_a_platform_and_its_standard_name_is_its_own(stated: str, rest: str) -> None:
    name = platform_of(stated, f"https://{rest}")
    assert platform_of(name) == name
    assert ICON(stated).startswith("<svg")


def test_every_platform_that_we_know_has_a_drawing_of_its_own() -> None:
    names = [platform_of(word) for word in CHINESE.split()]
    assert set(names) <= PLATFORMS.keys()
    drawn = {name: ICON(name) for name in PLATFORMS}
    assert [name for name, drawing in drawn.items() if drawing == ICON("nobody knows")] == []
    assert ICON("wechat") != ICON("wechat-official") != ICON("wechat-channels")
    for drawing in drawn.values():
        assert re.match(r'<svg class="icon" aria-hidden="true" [^>]*currentColor', drawing), drawing
        assert len(drawing) < 5_000
    assert sum(map(len, drawn.values())) / len(drawn) < 1_100  # bytes in a page for each link


def test_names_of_platforms_are_in_the_readers_language() -> None:
    names = {lang: THEME.words(lang).platforms for lang in ("zh-Hans", "zh-Hant", "en")}
    assert [names[lang]["wechat-official"] for lang in names] == ["公众号", "公眾號", "WeChat Official Account"]
    assert names["zh-Hans"]["github"] == "GitHub"
    for lang, words in names.items():
        assert PLATFORMS.keys() <= words.keys(), lang


def drawn(links: str) -> str:
    """Return the page of an owner with these links."""
    text = f"---\nname: 林\nlinks: {links}\ncontact: {{wechat: {{value: lin, audience: public}}}}\n---\n"
    return Small({"members/lin.md": text}).render(page.FORMAT, "index.html").decode()


HOSTILE = '"><script>alert(1)</script>'


def test_what_a_writer_states_is_text_in_the_page() -> None:
    html = drawn(
        f"[{{platform: '{HOSTILE}', handle: '{HOSTILE}'}}, {{handle: '{HOSTILE}', url: 'https://a.example/'}}]"
    )
    assert "<script>alert" not in html
    assert html.count("alert(1)") >= 2


def test_a_link_without_a_platform_gets_its_face_and_stands_once() -> None:
    html = drawn("['https://www.zhihu.com/people/lin', {platform: 公众号, handle: 林语}]")
    assert (
        html.count('href="https://www.zhihu.com/people/lin"') == 2
    )  # beside the text, and in the foot of the owner's site
    assert "<span>知乎</span>" in html and '<span>公众号 <span class="handle">林语' in html and "微信</dt>" in html
    assert ICON("zhihu") in html and ICON("wechat-official") in html and ICON("wechat") in html


def test_a_site_has_drawings_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "zhihu.svg").write_text('<svg viewBox="0 0 24 24"><path d="M0 0h9v9z"/></svg>')
    (tmp_path / "icons" / "mine.svg").write_text("no picture")
    theme, _ = load_theme(tmp_path, "default")
    assert 'd="M0 0h9v9z"' in icons(theme)("zhihu")
    assert icons(theme)("mine") == icons(theme)("nobody knows")
    assert [one.file for one in unfit_icons(theme)] == ["icons/mine.svg"]


DRAWINGS = {
    '<svg viewBox="0 0 9 9">\n<script>alert(1)</script><path d="M1 1"/></svg>': [2],
    '<svg viewBox="0 0 9 9" onload="alert(1)"><path onclick="x()" d="M1 1"/></svg>': [1],
    '<svg viewBox="0 0 9 9">\n<image href="https://evil.example/x.png"/><path d="M1 1"/></svg>': [2],
    '<svg viewBox="0 0 9 9"><style>@import "https://evil.example/x.css";</style><path d="M1 1"/></svg>': [1],
    '<svg viewBox="0 0 9 9"><foreignObject><p>alert(1)</p></foreignObject><path d="M1 1"/></svg>': [1],
    '<svg viewBox="0 0 9 9"><title><style><![CDATA[</style><img src=x onerror=alert(1)>]]></style></title>'
    '<path d="M1 1"/></svg>': [],
    '<?xml version="1.0"?>\n<svg viewBox="0 0 9 9"><g fill="currentColor"><path d="M1 1"/></g></svg>': [],
}


@pytest.mark.parametrize("place", ["icons", "themes/mine/icons"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_nothing_acts_in_a_drawing_from_anywhere(drawing: str, place: str, tmp_path: Path) -> None:
    (tmp_path / place).mkdir(parents=True)
    (tmp_path / "themes/mine").mkdir(parents=True, exist_ok=True)
    (tmp_path / "themes/mine/theme.toml").write_text('inherits = "default"\n')
    (tmp_path / place / "zhihu.svg").write_text(drawing)
    theme, _ = load_theme(tmp_path, "mine")
    html = icons(theme)("zhihu")
    assert 'd="M1 1"' in html
    assert not any(one in html for one in ("<script", "onload", "onclick", "evil", "<img", "foreignObject"))
    told = [*unfit_icons(theme)]
    assert [one.span.line for one in told if one.span] == DRAWINGS[drawing]
    assert all((one.code, one.file, one.severity) == ("svg-cleaned", f"{place}/zhihu.svg", "warning") for one in told)
