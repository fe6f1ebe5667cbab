"""The ways through a site: a menu of few items, one way to subscribe, and ways on where there is nothing."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from mingpian.plan.outputs import Output
from mingpian.render.formats import page, qr
from tests.render.small import Small

DATED = "---\ntitle: {}\ndate: 2026-01-01\n---\n正文\n"
FILES = {
    "members/lin.md": "---\nname: 林\noffers: [tea]\n---\n",
    "members/wen.md": "---\nname: 温\n---\n",
    "essays/one.md": DATED.format("一"),
    "works/one.md": DATED.format("做"),
    "offers/one.md": "---\ntitle: 课\n---\n",
    "events/one.md": "---\ntitle: 饭\nstart: 2027-01-01\n---\n",
    "circles/one.md": "---\ntitle: 圈\n---\n",
    **{f"pages/p{number}.md": f"---\ntitle: 页{number}\nmenu: 页{number}\n---\n" for number in range(3)},
}


def drawn(small: Small, path: str, *subject: str) -> LexborHTMLParser:
    output = Output(path, "page", subject, "zh-Hans")
    return LexborHTMLParser(page.FORMAT.render(output, small.context).decode())


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text(strip=True) for node in tree.css(selector)]


def test_few_items_stand_in_a_row_and_all_are_within_reach() -> None:
    tree = drawn(Small(FILES), "works/index.html", "list", "kind", "works", "1")
    row, every = texts(tree, ".menu-row a:not([rel])"), texts(tree, ".menu-more li a:not([rel])")
    assert len(row) == 5 and len(every) == 9 and every[:5] == row
    assert texts(tree, ".menu-more li:not(.of-phones) a") == every[5:]
    assert {node.attributes["aria-current"] for node in tree.css(".menu a[aria-current]")} == {"page"}
    assert "of-phones" not in (tree.css(".menu-more")[0].attributes["class"] or "")
    few = drawn(Small({"essays/one.md": FILES["essays/one.md"]}), "index.html", "home")
    assert "of-phones" in (few.css(".menu-more")[0].attributes["class"] or ""), "without more, more is for telephones"


def test_one_link_leads_to_a_page_that_names_every_feed() -> None:
    small = Small(FILES)
    (output,) = [
        one for one in page.FORMAT.plan(small.model) if one.subject == ("subscribe",) and one.lang == "zh-Hans"
    ]
    assert output.path == "subscribe/index.html"
    tree = drawn(small, output.path, "subscribe")
    assert texts(tree, ".feeds code")[:3] == [
        f"https://lin.example/{file}" for file in ("feed.xml", "atom.xml", "feed.json")
    ]
    assert [node.attributes["href"] for node in tree.css(".site-foot a[href*=subscribe]")] == ["../subscribe/"]
    assert not tree.css(".site-foot a[href$=xml]")
    bare = Small({"members/lin.md": FILES["members/lin.md"]})
    assert not [one for one in page.FORMAT.plan(bare.model) if one.subject == ("subscribe",)]
    assert not drawn(bare, "index.html", "home").css(".site-foot a[href*=subscribe]")


def test_a_page_of_the_owner_introduces_the_feeds() -> None:
    small = Small(FILES | {"pages/subscribe.md": "---\ntitle: 收信\n---\n我每月写一封。\n"})
    tree = drawn(small, "subscribe/index.html", "subscribe")
    assert texts(tree, "h1") == ["收信"]
    assert "我每月写一封。" in "".join(texts(tree, "main"))
    assert texts(tree, ".feeds code")
    assert len([one for one in page.FORMAT.plan(small.model) if one.path == "subscribe/index.html"]) == 1


@pytest.mark.parametrize(
    ("subject", "has"), [(("entry", "essays/one.zh-Hans"), True), (("home",), False), (("search",), False)]
)
def test_only_entries_have_a_code_of_their_own(subject: tuple[str, ...], has: bool) -> None:
    assert bool(qr.of_page(Output("x/index.html", "page", subject))) is has


def test_where_there_is_nothing_there_is_a_search_and_what_is_new() -> None:
    tree = drawn(Small(FILES), "404.html", "missing")
    (form,) = tree.css("form[role=search]")
    assert form.attributes["action"] == "/search/"
    assert texts(tree, ".row h3 a") == ["一"]
    assert [node.attributes["href"] for node in tree.css(".row h3 a")] == ["/essays/one/"]
    assert "tea" in texts(drawn(Small(FILES), "search/index.html", "search"), ".try a")
