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


def listed(style: str, kind: str = "essays") -> str:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#a05030").save(out, "PNG")
    own = {"events": "start: 2027-05-05 19:00\n", "offers": "price: {amount: 5, currency: CNY}\n"}.get(kind, "")
    files: dict[str, str | bytes] = {
        f"{kind}/a.md": f"---\ntitle: 写给一个人\ndate: 2026-01-02\ntags: [写作]\nsummary: 甲\n{own}---\n",
        f"{kind}/b/index.md": f"---\ntitle: 有封面的\ndate: 2026-01-01\ncover: c.png\nsummary: 乙\n{own}---\n",
        f"{kind}/b/c.png": out.getvalue(),
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
        assert re.search(
            r'<span class="jacket [^"]*" aria-hidden="true"[^>]*><b>写给一个人</b><i>写作</i></span>', main
        )


@given(st.text(max_size=80))
def test_any_title_has_a_jacket_that_the_style_sheet_has(title: str) -> None:
    theme, _ = load_theme(Path("/nowhere"), "default")
    file = theme.find("assets/lists.css")
    assert file is not None
    css = file.data.decode()
    pattern, ground, *_long = jacket(title).split()
    assert f".{pattern} {{" in css and (ground == "ground-0" or f".{ground} {{" in css)
    shown = on_jacket(title)
    assert len(shown) <= 30 and "\n" not in shown


def test_titles_are_cut_where_they_have_parts_and_between_words() -> None:
    assert on_jacket("定价：从成本到报价") == "定价"
    assert on_jacket("Leave the Corrections In") == "Leave the Corrections In"
    assert on_jacket("In Praise of Readers Who Never Write Back") == "In Praise of Readers Who Never Write Back"
    long = "In Praise of All Those Readers of Letters Who Never Once Write Back"
    assert on_jacket(long) == "In Praise of All Those Readers of Letters Who Never…"
    assert on_jacket("一个很长很长的题目，长到一张封面放不下它的全部") == "一个很长很长的题目，长到一张…"
    assert len({jacket(f"题目 {number}").replace(" long", "") for number in range(400)}) == PATTERNS * GROUNDS


def test_the_site_comes_before_its_theme_kind_by_kind() -> None:
    site, theme = Look(lists={"essays": "grid"}), Look(lists={"essays": "lead", "works": "cards"})
    assert completed(site, theme).lists == {"essays": "grid", "works": "cards"}


def test_a_kind_that_is_none_is_told() -> None:
    config, _ = parse_config((SITE + '[look.lists]\nessay = "grid"\n').encode())
    assert [one.field for one in disagreements(config)] == [("look", "lists", "essay")]
