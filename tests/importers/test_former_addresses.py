"""Addresses, feeds and menus of an old site lead on in the new one."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.importers.hugo.addresses import sanitized
from tests.importers.test_new_site import front, moved


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("First Post", "First-Post"),
        ("a - b", "a-b"),
        ("C++ & C#", "C++-C#"),
        ("你好，世界", "你好世界"),
        ("x/y.z", "x/y.z"),
    ],
)
def test_addresses_as_hugo_writes_them(name: str, written: str) -> None:
    assert sanitized(name) == written


def test_of_two_texts_that_had_one_address_the_first_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "---\ntitle: A\ndate: 2020-01-01\nURL: 2020/same/\n---\nx\n"
    new = moved(tmp_path, {"hugo.toml": "title = 'A'\n", "content/posts/a.md": text, "content/posts/b.md": text})
    assert [front(new / f"content/essays/{name}.md").get("aliases") for name in "ab"] == [["/2020/same/"], None]
    assert "content/posts/a.md" in capsys.readouterr().out.split("content/posts/b.md")[1]


def test_of_wordpress_the_feeds_of_categories_stay_and_copies_for_telephones_lead_on(tmp_path: Path) -> None:
    category = "<wp:category><wp:category_nicename>{}</wp:category_nicename><wp:category_parent>{}</wp:category_parent></wp:category>"
    rows = [category.format("%e8%8c%b6", "drinks"), category.format("drinks", ""), category.format("uncategorized", "")]
    meta = "<wp:postmeta><wp:meta_key>amp_status</wp:meta_key><wp:meta_value>enabled</wp:meta_value></wp:postmeta>"
    post = f"<item><title>A</title><link>https://e.example/2020/01/a/</link><wp:post_name>a</wp:post_name><wp:post_date>2020-01-02 03:04:05</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded>x</content:encoded>{meta}</item>"
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    old = tmp_path / "old.xml"
    old.write_text(f"<rss {names}><channel><title>A</title>{''.join(rows)}{post}</channel></rss>")
    assert main(["import", str(old), str(tmp_path / "new")]) == 0
    site = tomllib.loads((tmp_path / "new/site.toml").read_text())
    assert site["feeds"]["former"] == ["/feed/", "/feed/atom/", "/category/drinks/茶/feed/", "/category/drinks/feed/"]
    assert front(tmp_path / "new/content/essays/a.md")["aliases"] == ["/2020/01/a/amp/", "/2020/01/a/"]


def test_former_feeds_stay_where_they_were(tmp_path: Path) -> None:
    new = moved(
        tmp_path, {"hugo.toml": "title = 'A'\n", "content/posts/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\nx\n"}
    )
    assert (new / "output/index.xml").read_bytes() == (new / "output/feed.xml").read_bytes()


def test_an_item_of_the_menu_that_led_to_a_list_leads_to_the_list_here(tmp_path: Path) -> None:
    config = "title: A\nmenu: {茶: /categories/茶/, 旧: /tags/old/, 无: /tags/none/}\n"
    post = "---\ntitle: A\ndate: 2020-01-01\ncategories: 茶\ntags: old\n---\nx\n"
    new = moved(tmp_path, {"_config.yml": config, "source/_posts/a.md": post})
    menu = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))["menu"]
    assert [item["url"] for item in menu] == ["/tags/茶/", "/tags/old/"]
