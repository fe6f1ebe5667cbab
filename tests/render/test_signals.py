"""What programs read of a page beside its words: pictures for passing it on, and microformats."""

from __future__ import annotations

from typing import Any

import extruct
import mf2py
import pytest

from mingpian.render.formats.page import FORMAT
from tests.build.workshop import png
from tests.render.conftest import FILES
from tests.render.small import Files, Small

BASE = "https://lin.example/"
PICTURED = "---\nname: 林语\nphoto: {photo}\n---\n"


def page(small: Small, path: str) -> str:
    return small.render(FORMAT, path).decode()


def graph(small: Small, path: str) -> dict[str, str]:
    """The Open Graph and the card of a page, by name."""
    (found,) = extruct.extract(page(small, path), syntaxes=["opengraph"])["opengraph"]
    card = page(small, path).partition('name="twitter:card" content="')[2].partition('"')[0]
    return {**dict(found["properties"]), "card": card}


def microformats(small: Small, path: str) -> list[dict[str, Any]]:
    """The microformats of a page."""
    items: list[dict[str, Any]] = mf2py.parse(doc=page(small, path), url=BASE + path.removesuffix("index.html"))[
        "items"
    ]
    return items


@pytest.mark.parametrize(
    ("size", "card"),
    [
        ((480, 480), "summary"),
        ((300, 400), "summary"),
        ((640, 480), "summary"),
        ((600, 400), "summary_large_image"),
        ((1200, 630), "summary_large_image"),
    ],
)
@pytest.mark.parametrize("path", ["index.html", "members/lin/index.html"])
def test_the_card_is_as_wide_as_its_picture(size: tuple[int, int], card: str, path: str) -> None:
    photo = "{src: me.png, alt: 林语在窗边}"
    files: Files = {"members/lin.md": PICTURED.replace("{photo}", photo), "members/me.png": png(1, *size)}
    small = Small({**files, "members/wen.md": "---\nname: 温\n---\n"} if "members" in path else files)
    shown = graph(small, path)
    assert (shown["og:image"], shown["og:image:alt"]) == (f"{BASE}members/me.png", "林语在窗边")
    assert (shown["og:image:width"], shown["og:image:height"]) == tuple(map(str, size))
    assert shown["card"] == card


def test_a_picture_without_words_is_told_by_the_page_s_title(everything: Small) -> None:
    files: Files = {"members/lin.md": PICTURED.replace("{photo}", "me.png"), "members/wen.md": "---\nname: 温\n---\n"}
    small = Small({**files, "members/me.png": png(1)})
    assert graph(small, "members/lin/index.html")["og:image:alt"] == "林语"
    for path, said in (("essays/second/index.html", "Second"), ("essays/index.html", "名片")):
        drawn = graph(everything, path)
        assert drawn["card"] == "summary_large_image"
        assert drawn["og:image"].endswith("share.png")
        assert drawn["og:image:alt"] == said


@pytest.mark.parametrize("kind", ["essays", "works", "offers", "events", "notes", "pages", "circles", "members"])
def test_an_entry_has_its_address_whether_it_is_dated_or_not(kind: str) -> None:
    fields = {"members": "name: 林", "events": "title: E\nstart: 2026-12-05", "notes": "listed: true"}
    small = Small({**FILES, f"{kind}/x.md": f"---\n{fields.get(kind, 'title: E')}\n---\n文字。\n"})
    top = microformats(small, f"{kind}/x/index.html" if kind != "pages" else "x/index.html")[0]
    own = BASE + (f"{kind}/x/" if kind != "pages" else "x/")
    assert own in top["properties"]["url"]


def test_an_offer_is_a_whole_product() -> None:
    more = "summary: 一小时把文章改顺。\ntags: [写作]\ncover: {src: c.png, alt: 稿纸}\n---\n"
    small = Small(
        {
            **FILES,
            "offers/hour.md": FILES["offers/hour.md"].replace("---\n怎么做", more + "怎么做"),
            "offers/c.png": png(2),
        }
    )
    (product,) = [item for item in microformats(small, "offers/hour/index.html") if "h-product" in item["type"]]
    properties = product["properties"]
    assert properties["name"] == ["一小时改稿"]
    assert properties["url"] == [f"{BASE}offers/hour/"]
    assert properties["price"] == ["¥500 / 小时"]
    assert properties["category"] == ["写作"]
    assert properties["photo"] == [{"value": f"{BASE}offers/c.png", "alt": "稿纸"}]
    assert properties["description"][0] == "一小时把文章改顺。"
    assert "怎么做。" in properties["description"][-1]["value"]
    assert properties["brand"][0]["properties"]["name"] == ["林语"]


def test_a_topic_is_a_feed_of_what_is_about_it(everything: Small) -> None:
    path = next(
        path
        for path, output in everything.planned(FORMAT).items()
        if output.subject[0] == "topic" and output.lang == "zh-Hans"
    )
    (feed,) = [item for item in microformats(everything, path) if "h-feed" in item["type"]]
    assert feed["properties"]["name"] == ["写作"]
    kinds = {(child["type"][0], child["properties"]["url"][0]) for child in feed["children"]}
    assert {
        ("h-card", f"{BASE}members/lin/"),
        ("h-entry", f"{BASE}works/chunhe/"),
        ("h-card", f"{BASE}circles/readers/"),
    } <= kinds
