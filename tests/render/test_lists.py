"""Lists with pictures: each kind in the form that the site or its theme chooses; jackets for what has no picture."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mingpian.config.face import Look
from mingpian.config.load import parse_config
from mingpian.content.settings_check import disagreements
from mingpian.render.formats import page
from mingpian.render.look.jackets import GROUNDS, PATTERNS, jacket, on_jacket
from mingpian.render.look.properties import completed
from mingpian.render.theme import load_theme
from tests.render.small import SITE, Small

STYLES = ("lines", "cards", "grid", "lead")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#a05030").save(out, "PNG")
    return out.getvalue()


def large() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((600, 600), 50).convert("RGB").save(out, "PNG")
    return out.getvalue()


def listed(style: str, kind: str = "essays") -> str:
    own = {"events": "start: 2027-05-05 19:00\n", "offers": "price: {amount: 5, currency: CNY}\n"}.get(kind, "")
    files: dict[str, str | bytes] = {
        f"{kind}/a.md": f"---\ntitle: 写给一个人\ndate: 2026-01-02\ntags: [写作]\nsummary: 甲\n{own}---\n",
        f"{kind}/b/index.md": f"---\ntitle: 有封面的\ndate: 2026-01-01\ncover: c.png\nsummary: 乙\n{own}---\n",
        f"{kind}/b/c.png": picture(),
        "members/lin.md": "---\nname: 林\n---\n",
    }
    small = Small(files, f'{SITE}[look.lists]\n{kind} = "{style}"\n')
    return small.render(page.FORMAT, f"{kind}/index.html").decode()


@pytest.mark.parametrize("kind", ["essays", "works", "offers", "events", "circles"])
@pytest.mark.parametrize("style", STYLES)
def test_each_entry_stands_once_with_a_picture_or_a_jacket(style: str, kind: str) -> None:
    html = listed(style, kind)
    main = html[html.index("<main") : html.index("</main>")]
    assert [main.count(f'href="../{kind}/{slug}/"') for slug in "ab"] == [1, 1]
    assert (f'<ul class="pictured {style}">' in main) == (style != "lines")
    if style != "lines":
        assert main.count('class="jacket ') == 1 and main.count("u-featured") == 1
        drawn = r'<span class="jacket [^"]*" aria-hidden="true"[^>]*><svg [^>]*><text [^>]*>.</text></svg><i>写作</i>'
        assert re.search(drawn, main)


@pytest.mark.parametrize("style", STYLES)
def test_members_show_their_faces_in_every_form_but_lines(style: str) -> None:
    files: dict[str, str | bytes] = {
        "members/lin.md": "---\nname: 林一舟\nrole: 写字的\ncity: 温州\nheadline: 写牌子\noffers: [写作]\n---\n",
        "members/man/index.md": "---\nname: 周曼\nphoto: f.png\n---\n",
        "members/man/f.png": picture(),
    }
    html = Small(files, f'{SITE}[look.lists]\nmembers = "{style}"\n').render(page.FORMAT, "members/index.html").decode()
    main = html[html.index('<h2 class="vh">') : html.index("</main>")]
    assert [main.count(f'href="../members/{slug}/"') for slug in ("lin", "man")] == [1, 1]
    assert main.count("h-card") == 2 and 'class="jacket' not in main and 'class="faces"' not in main
    assert ('<ul class="rows">' if style == "lines" else f'<ul class="pictured {style}">') in main
    assert main.count("u-photo") == (style != "lines") and (">林</span>" in main) == (style != "lines")
    assert "写字的" in main and "温州" in main and ("写牌子" in main) == (style in ("lines", "cards"))


def test_the_first_picture_that_a_reader_sees_is_not_put_off() -> None:
    """Nor are faces, where they are small."""
    files: dict[str, str | bytes] = {
        f"essays/{slug}/index.md": f"---\ntitle: {slug}\ndate: 2026-01-0{day}\ncover: c.png\nauthors: [lin]\n---\n"
        for slug, day in (("a", 2), ("b", 1))
    }
    files |= {f"essays/{slug}/c.png": picture() for slug in "ab"}
    files |= {"members/lin/index.md": "---\nname: 林\nphoto: f.png\n---\n", "members/lin/f.png": large()}
    small = Small(files, f'{SITE}[look.lists]\nessays = "lead"\n')
    html = small.render(page.FORMAT, "essays/index.html").decode()
    assert [" loading=" in one for one in re.findall(r"<img[^>]*u-featured[^>]*>", html)] == [False, True]
    html = small.render(page.FORMAT, "essays/a/index.html").decode()
    assert [" loading=" in one for one in re.findall(r"<img[^>]*u-photo[^>]*srcset[^>]*>", html)] == [False]


@given(st.text(max_size=80))
def test_any_title_has_a_jacket_that_the_style_sheet_has(title: str) -> None:
    theme, _ = load_theme(Path("/nowhere"), "default")
    file = theme.find("assets/lists.css")
    assert file is not None
    css = file.data.decode()
    pattern, ground, size = jacket(title).split()
    assert f".{pattern} {{" in css and (ground == "ground-0" or f".{ground} {{" in css) and f".jacket.{size} " in css
    shown = on_jacket(title)
    assert len(shown) <= 14 and bool(shown) == bool(title)


def test_jackets_of_titles_that_begin_alike_are_told_apart() -> None:
    signs = {
        "第一章 茶": "茶",
        "第二章 水": "二",
        "第七十五顿饭": "七十五",
        "Dinner No. 76": "76",
        "第12期": "12",
        "2025 年终总结": "2025",
        "大人为什么怕写字": "怕",
        "大人為什麼怕寫字": "怕",
        "我的 Python 笔记": "Python",
        "十二把椅子": "椅",
        "How I Sold a Chair": "Sold",
        "How to": "How",
        "(Re)Writing": "Writing",
        "Donaudampfschifffahrt": "Donaudampfsch…",
        "“写给一个人”": "写",
        "はじめに": "は",
        "ＡＩ 时代": "AI",
        "第１２期": "12",
        "ﬁn": "fin",
        "हिन्दी में": "हिन्दी",
        "مُحَمَّد يكتب": "مُحَمَّد",
        "🇨🇳🎉": "🇨🇳",
        "👩‍👧 ❤️": "👩‍👧",
        "❤️": "❤️",
        "—": "—",
    }
    assert {title: on_jacket(title) for title in signs} == signs
    assert len({tuple(jacket(f"题目 {number}").split()[:2]) for number in range(400)}) == PATTERNS * GROUNDS


def test_the_site_comes_before_its_theme_kind_by_kind() -> None:
    site, theme = Look(lists={"essays": "grid"}), Look(lists={"essays": "lead", "works": "cards"})
    assert completed(site, theme).lists == {"essays": "grid", "works": "cards"}


def test_a_kind_that_is_none_is_told() -> None:
    config, _ = parse_config((SITE + '[look.lists]\nessay = "grid"\n').encode())
    assert [one.field for one in disagreements(config)] == [("look", "lists", "essay")]
