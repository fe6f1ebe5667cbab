"""Where one member is alone, the front page is their page, too; it has all that theirs would have said."""

from __future__ import annotations

import pytest

from mingpian.plan.outputs import Output
from mingpian.render.formats import page, qr, redirect, share, sheet, vcard
from tests.render.small import SITE, Small

LIN = (
    """---
name: 林语
headline: 我写信
languages: [en]
joined: 2020-02
tags: [Qtag]
offers: [{topic: tea, text: Qoffer}]
asks: [{topic: room, text: Qask}]
contact: {email: {value: q@lin.example, audience: public}}
links: [https://q.example/]
values: [Qvalue]
now: Qnow
---
Qtext. ^here

"""
    + "x" * 4000
)
THEMES = ("default", "card", "magazine", "bento", "studio", "scholar")
FILES = {
    "members/lin.md": LIN,
    "essays/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n[[林语]] [i](../members/lin.md)\n",
}
WEN = {"members/wen.md": "---\nname: 温\n---\n"}
SAID = ("Qtag", "Qoffer", "Qask", "q.example/", "Qvalue", "Qnow", "Qtext", "u-email", "card3.vcf", "card-qr.png")


def drawn(small: Small, path: str = "index.html") -> str:
    return small.render(page.FORMAT, path).decode()


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_the_theme_all_that_the_owner_says_is_on_it(theme: str) -> None:
    small = Small(FILES, f'theme = "{theme}"\n{SITE}')
    html = drawn(small)
    assert [word for word in SAID if word not in html] == []
    assert html.count("<h1") == 1
    ids = [piece.partition('"')[0] for piece in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert 'class="h-card"' in html and "members/lin/feed.xml" in html
    assert 'href="./members/lin/"' not in html


def test_its_files_stay_where_they_are_and_what_leads_to_the_owner_leads_home() -> None:
    one, two = Small(FILES), Small(FILES | WEN)
    for form in (vcard.FORMAT, sheet.FORMAT, share.FORMAT):
        theirs = {path for path in two.planned(form) if not path.startswith("members/wen")}
        assert set(one.planned(form)) == theirs
    assert {"members/lin/card-qr.png", "members/lin/page-qr.png"} <= set(one.planned(qr.FORMAT))
    assert b"URL:https://lin.example/\r" in one.render(vcard.FORMAT, "members/lin/card.vcf")
    assert 'href="../../"' in (essay := drawn(one, "essays/a/index.html")) and "members/lin/" not in essay
    assert 'href="../../members/lin/"' in drawn(two, "essays/a/index.html")
    leading = one.render(redirect.FORMAT, "members/lin/index.html").decode()
    assert 'content="0; url=../../"' in leading and 'href="https://lin.example/"' in leading
    assert not two.planned(redirect.FORMAT)
    assert "https://lin.example/" in [one.config.base_url + found.url for found in one.ask("sitemap")]
    assert not any("members/lin" in found.url for found in one.ask("sitemap"))


HOME = "\n[home]\n"


@pytest.mark.parametrize(
    ("files", "site", "is_one"),
    [
        ({}, "", True),
        (WEN, "", False),
        ({"members/wen.md": "---\nname: 温\nlisted: false\n---\n"}, "", True),
        ({"members/lin.md": LIN.replace("name:", "listed: false\nname:")}, "", False),
        ({}, HOME + 'sections = ["hero", "essays"]', False),
        ({}, HOME + 'alone = ["about", "hero"]', True),
        ({}, HOME + 'hero = "community"', False),
        ({}, '\n[permalinks]\nmembers = "/who/{slug}.html"', True),
        ({}, '\n[permalinks]\nmembers = "/"', True),
    ],
)
def test_it_is_so_where_the_page_shows_the_owner_and_nobody_else(
    files: dict[str, str], site: str, is_one: bool
) -> None:
    small = Small({**FILES, **files}, SITE + site)
    planned = small.planned(page.FORMAT)
    assert (Output("index.html", "page", ("home",), "zh-Hans") in planned.values()) is True
    assert any(output.subject[:2] == ("entry", "members/lin.zh-Hans") for output in planned.values()) is not is_one
    assert small.ask("home", "zh-Hans").is_profile is is_one
    if is_one:
        assert set(small.planned(redirect.FORMAT)).isdisjoint(planned)
