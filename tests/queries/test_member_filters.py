"""The members' list of a large community: faces and what each can help with, links that narrow it, numbers of pages."""

from __future__ import annotations

import re

from mingpian.render.formats import page
from tests.render.small import SITE, Small

CITIES, LANGUAGES = ("杭州", "上海", "Berlin"), ("zh-Hans", "en", "ja")


def community(count: int) -> Small:
    files = {
        f"members/m{n}.md": f"---\nname: 成员{n}\nheadline: 我帮人做第 {n} 件事\ncity: {CITIES[n % 3]}\n"
        f"languages: [zh-Hans{', ' + LANGUAGES[n % 3] if n % 3 else ''}]\noffers: [编辑, 话题{n % 5}]\n---\n"
        for n in range(count)
    }
    return Small(files, SITE.replace('owner = "lin"\n', "page_size = 20\n"))


def test_it_is_narrowed_by_plain_links_to_pages_that_are_there() -> None:
    small = community(30)
    planned = small.planned(page.FORMAT)
    html = small.render(page.FORMAT, "members/index.html").decode()
    assert "可以问我：编辑、话题0" in html and "我帮人做第 0 件事" in html
    filters = small.ask("member_filters", "zh-Hans")
    assert filters.topics[0].name == "编辑"
    assert {term.name for term in filters.cities} == set(CITIES)
    assert [term.name for term in filters.languages] == ["en", "ja"]  # Chinese, which all speak, narrows nothing
    for term in (*filters.topics, *filters.cities, *filters.languages):
        assert f'href="../{term.url}"' in html
        assert any(
            path.removesuffix("index.html") == term.url or term.url.startswith(("cities", "topics")) for path in planned
        )
    assert "看全部" not in html
    speaking = small.render(page.FORMAT, "speaks/en/index.html").decode()
    assert "<title>说英语的成员" in speaking
    assert len(re.findall(r'class="member h-card"', speaking)) == 10


def test_pages_lead_to_the_first_the_last_and_their_neighbours() -> None:
    small = community(200)
    listing = small.ask("listing", "kind", "members", "zh-Hans", "5")
    assert [near.number for near in listing.near] == [1, 3, 4, 5, 6, 7, 10]
    assert listing.near[0].url == "members/" and listing.near[-1].url == "members/page/10/"
    html = small.render(page.FORMAT, "members/page/5/index.html").decode()
    assert '<a aria-current="page" href="../../../members/page/5/">5</a>' in html
    assert html.count('<span aria-hidden="true">…</span>') == 2
    assert small.ask("listing", "kind", "members", "zh-Hans", "1").near[0].number == 1
    assert community(3).ask("listing", "kind", "members", "zh-Hans", "1").near == ()


def test_what_is_not_among_the_first_can_be_reached_and_later_pages_lead_back() -> None:
    files = {f"members/m{n:02}.md": f"---\nname: 成员{n}\ncity: 城{n}\noffers: [话题{n}]\n---\n" for n in range(20)} | {
        f"essays/e{n:02}.md": f"---\ntitle: 文{n}\ndate: 2026-01-{n + 1:02}\nseries: essays\n---\n字\n"
        for n in range(20)
    }
    small = Small(files, SITE.replace('owner = "lin"\n', "page_size = 15\n"))
    html = small.render(page.FORMAT, "members/index.html").decode()
    assert re.findall(r'<li class="all"><a href="../([^"]*)">看全部', html) == ["topics/", "cities/"]
    assert small.ask("home", "zh-Hans").more["topics"] == "topics/"

    def crumbs(path: str) -> list[tuple[str, str]]:
        found = re.search(r'class="crumbs".*?</nav>', small.render(page.FORMAT, path).decode(), re.DOTALL)
        return re.findall(r'href="(?:\.\./)*([^"]*)">([^<]*)', found[0]) if found else []

    assert crumbs("essays/index.html") == []
    assert crumbs("essays/page/2/index.html") == [("essays/", "文章")] == crumbs("archive/index.html")
    assert crumbs("series/essays/page/2/index.html") == [("series/", "系列"), ("series/essays/", "essays")]
    assert crumbs("essays/e01/index.html") == [("essays/", "文章"), ("series/essays/", "essays")]
