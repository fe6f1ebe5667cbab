"""Lists of old sites (archives, categories, tags, authors, further pages) lead to those of the new one."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.importers.draft import Draft, OldSite
from mingpian.importers.old_lists import feeds_of, redirects_of
from tests.importers.move import Move
from tests.importers.test_backups import METAS, USERS, dat

POST = "---\ntitle: {0}\ndate: 2020-01-0{0}\ntags: [旧 茶, C++]\ncategories: [随笔, 深处]\nauthor: 林语\n---\n字\n"
ITEM = '<item><title>{0}</title><dc:creator>lin</dc:creator><wp:post_type>post</wp:post_type><wp:post_name>p{0}</wp:post_name><wp:status>publish</wp:status><wp:post_date>2020-01-0{0} 00:00:00</wp:post_date><category domain="category" nicename="tea">茶</category><category domain="post_tag" nicename="old">旧</category></item>'
WXR = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A</title>'
    "<wp:author><wp:author_login>lin</wp:author_login><wp:author_display_name>林语</wp:author_display_name></wp:author>"
    "<wp:category><wp:category_nicename>tea</wp:category_nicename><wp:category_parent>drinks</wp:category_parent></wp:category>"
    f"{''.join(ITEM.format(at) for at in range(1, 4))}</channel></rss>"
)
GHOST = {
    "posts": [{"id": "1", "title": "A", "slug": "a", "html": "<p>x</p>", "status": "published", "published_at": "2020-01-01T00:00:00Z"}],
    "tags": [{"id": "t", "name": "旧茶", "slug": "old-tea"}], "posts_tags": [{"post_id": "1", "tag_id": "t"}],
    "users": [{"id": "u", "name": "林语", "slug": "lin"}], "posts_authors": [{"post_id": "1", "author_id": "u"}],
}  # fmt: skip
ROW = {
    "slug": "",
    "created": 1580000000,
    "modified": 0,
    "text": "<!--markdown-->字",
    "authorId": 1,
    "type": "post",
    "status": "publish",
    "password": None,
    "parent": 0,
}
TYPECHO = dat(
    (1, [{"cid": at, "title": f"t{at}", **ROW} for at in range(1, 8)]),
    (3, METAS),
    (4, [{"cid": 1, "mid": 1}, {"cid": 1, "mid": 2}]),
    (5, USERS),
)
SITES: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "hexo": (
        {"_config.yml": "title: A\nper_page: 2\ncategory_map: {随笔: essay}\n", **{f"source/_posts/{at}.md": POST.format(at) for at in range(1, 6)}},
        ["archives", "archives/2020", "archives/2020/01", "archives/page/2", "categories", "categories/essay", "categories/essay/深处", "tags/旧-茶", "tags/C", "page/2", "page/3", "tags/旧-茶/page/3"],
    ),
    "jekyll": (
        {"_config.yml": "title: A\npaginate: 2\njekyll-archives:\n  permalinks: {tag: '/tag/:name/'}\n", "_layouts/x.html": "", **{f"_posts/2020-01-0{at}-p{at}.md": POST.format(at) for at in range(1, 4)}},
        ["archives", "categories", "categories/深处", "tag/旧-茶", "tags/旧-茶", "page2"],
    ),
    "pelican": (
        {"pelicanconf.py": "SITENAME = 'A'\nDEFAULT_PAGINATION = 2\nTAG_URL = 't/{slug}/'\nAUTHOR = '林语'\n", "content/茶/a.md": "Title: A\nDate: 2020-01-01\nTags: 旧 茶\nAuthor: 林语\n\n字\n", **{f"content/茶/{at}.md": f"Title: {at}\nDate: 2020-01-01\n\n字\n" for at in range(22)}},
        ["archives.html", "categories.html", "tags.html", "category/cha.html", "category/cha12.html", "t/jiu-cha", "author/lin-yu.html", "index2.html", "index12.html"],
    ),
    "wordpress": ({"a.xml": WXR}, ["category/tea", "category/drinks/tea", "tag/old", "author/lin", "2020", "2020/01"]),
    "ghost": ({"a.json": json.dumps({"db": [{"data": GHOST}]})}, ["tag/old-tea", "author/lin", "tag/old-tea/rss"]),
    "typecho": ({"a.dat": TYPECHO}, ["category/life", "tag/a", "author/1", "2020", "2020/01", "page/2"]),
    "docusaurus": ({"docusaurus.config.js": "title: 'A'", "blog/2020-01-01-a.md": "---\ntags: [旧 茶]\n---\n字\n"}, ["blog", "blog/tags/旧-茶"]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "bases"),
    [
        ("", {"category": "category", "tag": "tag"}),
        ('<a href="https://a.example/blog/topics/drinks/tea/">x</a>', {"category": "topics", "tag": "tag"}),
        ("https://www.a.example/blog/w/label/old/ https://a.example/blog/2020/01/tea/ https://b.example/blog/x/tea", {"category": "category", "tag": "w/label"}),
    ],
)  # fmt: skip
def test_renamed_bases_of_wordpress_are_known_by_the_links_to_them(
    said: str, bases: dict[str, str], tmp_path: Path
) -> None:
    item = f"<content:encoded><![CDATA[{said}]]></content:encoded></item>"
    names = "<wp:category><wp:category_nicename>drinks</wp:category_nicename></wp:category><wp:tag><wp:tag_slug>old</wp:tag_slug></wp:tag>"
    whole = WXR.replace("<title>A</title>", f"<title>A</title><link>https://a.example/blog</link>{names}", 1)
    whole = whole.replace("</item>", item).replace(
        "<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    move, new = Move(tmp_path, {"a.xml": whole}), tmp_path / "made"
    assert main(["import", "wordpress", str(move.old / "a.xml"), str(new)]) == 0
    made = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))
    assert f"/{bases['category']}/drinks/tea/" in made["redirects"] and f"/{bases['tag']}/old/" in made["redirects"]
    assert f"/{bases['category']}/drinks/tea/feed/" in made["feeds"]["former"]


@pytest.mark.parametrize("system", SITES)
def test_lists_lead_on(system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files, paths = SITES[system]
    move, new = Move(tmp_path, files), tmp_path / "made"
    named = move.old / next(iter(files)) if system in ("wordpress", "ghost", "typecho") else move.old
    assert main(["import", system, str(named), str(new)]) == 0
    assert main(["build", "--root", str(new), "--jobs", "1"]) == 0, capsys.readouterr().err
    output = new / "output"
    assert [path for path in paths if not any((output / one).is_file() for one in (path, f"{path}/index.html"))] == []
    stated = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))["redirects"]
    assert all(path not in ("/", target) and target.endswith("/") for path, target in stated.items())


def test_what_nobody_may_see_names_no_list() -> None:
    old = OldSite(lists={"/archives/": "/archive/"}, paging="page/{}/", page_size=1, list_feed="rss/")
    closed = Draft(
        source="a", kind="essays", slug="a", fields={"draft": True}, lists={"/tags/secret/": "/tags/secret-plan/"}
    )
    assert redirects_of(old, [closed]) == {} and feeds_of(old, [closed]) == ["/archives/rss/"]


def test_series_and_lists_of_a_language_lead_to_those_that_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = "title = 'A'\ndefaultContentLanguage = 'zh'\n[languages.zh]\nweight = 1\n[languages.en]\nweight = 2\n[taxonomies]\ntag = 'tags'\nseries = 'series'\n"
    text = "---\ntitle: {0}\ndate: 2020-01-01\ntags: [{1}]\nseries: [{1}, 别的]\n---\nwords\n"
    files = {"content/posts/a.zh.md": text.format("甲", "茶"), "content/posts/a.en.md": text.format("A", "tea")}
    made, old = tmp_path / "made", Move(tmp_path, {"hugo.toml": config, **files}).old
    assert main(["import", str(old), str(made)]) == 0
    redirects = tomllib.loads((made / "site.toml").read_text(encoding="utf-8"))["redirects"]
    assert redirects["/en/posts/"] == "/en/essays/" and not [
        path for path in redirects if "series/" in path and path != "/series/"
    ]
    front = (made / "content/essays/a.md").read_text(encoding="utf-8")
    assert "series: 茶" in front and "other_series: [别的]" in front
    assert main(["build", "--root", str(made), "--jobs", "1"]) == 0
    assert "bad-value" not in "".join(capsys.readouterr())
    assert all(
        (made / "output" / path / "index.html").is_file() for path in ("series/茶", "en/series/tea", "en/tags/tea")
    )
