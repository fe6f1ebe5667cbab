"""A site in one command from an old one; what was closed stays closed, what nobody edited is renewed."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.importers import blocks
from mingpian.importers.draft import Draft, OldSite
from mingpian.importers.hexo.tags import SYNTAX
from mingpian.importers.hugo.addresses import sanitized
from mingpian.importers.new_site import completed
from mingpian.importers.restricted import restrictions
from mingpian.importers.wordpress.html import classic
from tests.importers.move import Move

SECRET = "只给自己人看的话"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for path, data in files.items():
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def moved(tmp_path: Path, files: dict[str, str | bytes], *words: str) -> Path:
    """Import a site into a new one, which builds."""
    old, new = write(tmp_path / "old", files), tmp_path / "new"
    assert main(["import", *words, str(old), str(new)]) == 0
    with (new / "site.toml").open("a", encoding="utf-8") as file:
        file.write("\n[extra]\n")
    text = (new / "site.toml").read_text(encoding="utf-8")
    (new / "site.toml").write_text('without = ["share"]\n' + text, encoding="utf-8")
    assert main(["build", "--root", str(new), "--jobs", "1"]) == 0
    return new


def front(path: Path) -> dict[str, Any]:
    return split_front_matter(path.read_text(encoding="utf-8")).located.data


HEXO_CONFIG = """title: 山中集
description: 写山的人
author: 林语
url: https://old.example
root: /blog/
language: zh-TW
timezone: Asia/Taipei
permalink: :year/:month/:day/:title/
theme: t
theme_config:
  menu:
    首页: / || fa fa-home
    归档: /archives/
    关于: /about/
    丢了: /gone/
"""


def test_a_site_is_made_of_the_old_ones_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = moved(
        tmp_path,
        {
            "_config.yml": HEXO_CONFIG,
            "source/_posts/a.md": "---\ntitle: 文\ndate: 2019-12-31 23:30:00\n---\n字\n",
            "source/_posts/b.md": "---\ntitle: 夜\ndate: 2019-12-31T23:30:00Z\n---\n字\n",
            "source/about/index.md": "---\ntitle: 关于\n---\n我。\n",
            "source/tags/index.md": "---\ntitle: 标签\ntype: tags\n---\n",
        },
    )
    said = capsys.readouterr().out
    config = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))
    assert config["title"] == "山中集" and config["base_url"] == "https://old.example/blog"
    assert config["owner"] == "林语" and config["languages"] == ["zh-Hant"] and config["timezone"] == "Asia/Taipei"
    assert [item["url"] for item in config["menu"]] == ["/", "/essays/", "/about/"]
    assert config["permalinks"] == {"essays": "/{year}/{month}/{day}/{slug}/"}
    assert front(new / "content/members/林语.md") == {"name": "林语", "headline": "写山的人"}
    assert sorted(p.name for p in (new / "content").rglob("*.md")) == ["a.md", "about.md", "b.md", "林语.md"], (
        "no sample"
    )
    for part in (
        "holds a site of hexo",
        "left: source/tags/index.md",
        "`丢了` led to /gone/",
        f"next: cd {new} && mingpian serve",
    ):
        assert part in said, part
    assert (new / "output/2019/12/31/a/index.html").is_file()
    assert front(new / "content/essays/b.md")["aliases"] == ["/2019/12/31/b/"], "the day that Hexo made of it"


def test_the_system_is_told_or_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(write(tmp_path / "x", {"a.txt": "x"})), str(tmp_path / "new")]) == 2
    assert "does not show of which system" in capsys.readouterr().err and not (tmp_path / "new").exists()
    assert main(["import", str(tmp_path / "gone"), str(tmp_path / "new")]) == 2
    assert "there is no" in capsys.readouterr().err
    full = write(tmp_path / "full", {"a.txt": "x"})
    old = write(tmp_path / "old", {"_config.yml": "title: A\n", "source/_posts/a.md": "---\ntitle: A\n---\nx\n"})
    assert main(["import", str(old), str(full)]) == 2 and "is no site, and not empty" in capsys.readouterr().err
    assert main(["import", str(old), str(tmp_path / "n1"), "--dry-run"]) == 0 and not (tmp_path / "n1").exists()
    assert (
        main(["import", "hexo", str(old), str(tmp_path / "n2")]) == 0
        and (tmp_path / "n2/content/essays/a.md").is_file()
    )
    with pytest.raises(SystemExit):
        main(["import", "a", "b", "c", "d"])


CLOSED = [
    "password: abc", "encrypt: true", "hidden: true", "private: true", "visibility: members", "status: skip", "paid: true",
    "published: false", "render: never", "build: {render: never}", "params: {password: x}", "members_only: true",
    "date: 2999-01-01", "access: paid", "status: private", "draft: true", "publish: false",
]  # fmt: skip
OPEN = [
    "encrypt: false",
    "status: published",
    "visibility: public",
    "hidden: false",
    "date: 2019-01-01",
    "published: true",
]
PLACES = {
    "hexo": ("source/_posts/x.md", {"_config.yml": "title: A\n"}),
    "hugo": ("content/posts/x.md", {"hugo.toml": "title = 'A'\n"}),
    "jekyll": ("_posts/2019-01-01-x.md", {"_config.yml": "title: A\n"}),
    "pelican": ("content/x.md", {"pelicanconf.py": "SITENAME = 'A'\n"}),
}


@pytest.mark.parametrize("system", PLACES)
def test_what_was_closed_is_nowhere_in_the_output(
    system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, files = PLACES[system]
    stem = path.removesuffix("x.md")
    texts: dict[str, str | bytes] = {
        f"{stem}c{at}.md": f"---\ntitle: t{at}\n{said}\n---\n{SECRET}{at}。\n" for at, said in enumerate(CLOSED)
    }
    texts |= {f"{stem}o{at}.md": f"---\ntitle: o{at}\n{said}\n---\n公开的话{at}。\n" for at, said in enumerate(OPEN)}
    new = moved(tmp_path, {**files, **texts})
    pages = [file.read_text(encoding="utf-8") for file in (new / "output").rglob("*.html")]
    assert not [page for page in pages if SECRET in page]
    assert all(any(f"公开的话{at}" in page for page in pages) for at in range(len(OPEN)))
    said = capsys.readouterr().out
    assert said.count("so it is a draft") == len(CLOSED) - 1, "all but that which said it was one"
    assert "abc" not in "".join(file.read_text(encoding="utf-8") for file in (new / "content").rglob("*.md"))


@given(
    st.dictionaries(
        st.sampled_from(["title", "tags", "weight", "toc", "status", "hidden"]),
        st.one_of(st.none(), st.text(), st.lists(st.text()), st.booleans()),
    )
)
def test_restrictions_take_any_front_matter(data: dict[str, Any]) -> None:
    assert all(isinstance(one, str) for one in restrictions(data))


def test_what_nobody_edited_is_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {"_config.yml": "title: A\n"}
    files |= {f"source/_posts/{name}.md": f"---\ntitle: {name}\n---\n旧\n" for name in "ab"}
    new = moved(tmp_path, files)
    write(tmp_path / "old", {f"source/_posts/{name}.md": f"---\ntitle: {name}\n---\n新\n" for name in "ab"})
    (new / "content/essays/b.md").write_text("---\ntitle: b\n---\n\n我改过\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "hexo", str(tmp_path / "old"), "--root", str(new)]) == 0
    said = capsys.readouterr().out
    assert "renewed: content/essays/a.md" in said and "新" in (new / "content/essays/a.md").read_text(encoding="utf-8")
    assert (
        "我改过" in (new / "content/essays/b.md").read_text(encoding="utf-8") and "differs: content/essays/b.md" in said
    )
    assert re.search(r"content/essays/b\.md:\d+: it is `.*` there", said)


WORD = st.sampled_from(
    [
        "`x`",
        "字",
        "\n",
        "```\n{% note %}\n```\n",
        "{% note tip %}",
        "{% endnote %}",
        "{% mystery %}",
        "`{% raw %}`",
        "{% raw %}",
        "{% endraw %}",
        "# 题\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORD, max_size=12).map("".join))
def test_no_text_is_lost_between_tags(body: str) -> None:
    made = blocks.converted(body, SYNTAX, lambda name, at: None)
    for sign in ("字", "题", "`x`"):
        assert made.count(sign) == body.count(sign)
    assert made.count("mystery") == body.count("mystery")


@given(st.text(alphabet="字a *-|#`>\n", max_size=60))
def test_hard_breaks_add_blanks_alone(text: str) -> None:
    assert [line.rstrip() for line in blocks.hard_breaks(text).split("\n")] == [
        line.rstrip() for line in text.split("\n")
    ]


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


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("一\n二\n\n三", "<p>一<br>\n二</p>\n<p>三</p>"),
        ("一\n<h2>题</h2>\n二\n\n三", "<p>一</p>\n<h2>题</h2>\n<p>二</p>\n<p>三</p>"),
        ("<div>一\n\n二</div>", "<div>\n<p>一</p>\n<p>二</p></div>"),
        ("<ul>\n<li>一</li>\n</ul>\n后", "<ul>\n<li>一</li>\n</ul>\n<p>后</p>"),
    ],
)
def test_paragraphs_of_classic_posts(html: str, paragraphs: str) -> None:
    assert classic(html) == paragraphs


def test_ghost_closes_what_was_paid_and_reads_its_cards(tmp_path: Path) -> None:
    lexical = {"root": {"children": [
        {"type": "paragraph", "children": [{"type": "extended-text", "text": "粗 & 细", "format": 1}, {"type": "link", "url": "https://a.cn", "children": [{"type": "text", "text": "链接", "format": 0}]}]},
        {"type": "heading", "tag": "h3", "children": [{"type": "text", "text": "小题"}]},
        {"type": "list", "listType": "number", "children": [{"type": "listitem", "children": [{"type": "text", "text": "第一"}]}]},
        {"type": "codeblock", "code": "a < b", "language": "js"}, {"type": "toggle", "heading": "折起", "content": "<p>里面</p>"},
        {"type": "bookmark", "url": "https://b.cn", "metadata": {"title": "书签"}}, {"type": "novelty", "html": "<p>新卡片</p>"},
    ]}}  # fmt: skip
    mobiledoc = {"version": "0.3.1", "markups": [["em"], ["a", ["href", "https://c.cn"]]], "atoms": [], "cards": [["hr", {}], ["markdown", {"markdown": "**粗**"}]],
                 "sections": [[1, "p", [[0, [0], 1, "斜"], [0, [1], 1, "去"]]], [10, 0], [10, 1], [3, "ul", [[[0, [], 0, "项"]]]]]}  # fmt: skip
    post = {"status": "published", "visibility": "public", "published_at": "2020-01-01T00:00:00.000Z"}
    posts = [
        {**post, "id": "1", "title": "Lexical", "slug": "lex", "lexical": json.dumps(lexical)},
        {**post, "id": "2", "title": "Mobiledoc", "slug": "mob", "mobiledoc": json.dumps(mobiledoc)},
        *({**post, "id": f"c{at}", "title": f"c{at}", "slug": f"c{at}", "html": f"<p>{SECRET}</p>", **said} for at, said in enumerate(
            [{"visibility": "paid"}, {"visibility": "members"}, {"visibility": "tiers"}, {"status": "sent"}, {"status": "scheduled"}, {"html": f"<p>开头</p><!--members-only--><p>{SECRET}</p>"}])),
    ]  # fmt: skip
    tables = {
        "posts": posts, "posts_authors": [{"post_id": "1", "author_id": "u"}], "users": [{"id": "u", "name": "林语", "email": "lin@a.cn"}],
        "settings": [{"key": "title", "value": "客栈"}, {"key": "timezone", "value": "Asia/Shanghai"}, {"key": "navigation", "value": '[{"label": "首页", "url": "/"}]'}],
    }  # fmt: skip
    new = moved(tmp_path, {"export.json": json.dumps({"db": [{"data": tables}]})})
    text = (new / "content/essays/lex.md").read_text(encoding="utf-8")
    for part in (
        "**粗 & 细**[链接](https://a.cn)",
        "### 小题",
        "1. 第一",
        "```js\na < b\n```",
        "<summary>折起</summary>",
        "里面",
        "[书签](https://b.cn)",
        "新卡片",
    ):
        assert part in text, part
    text = (new / "content/essays/mob.md").read_text(encoding="utf-8")
    for part in ("*斜*[去](https://c.cn)", "---", "**粗**", "- 项"):
        assert part in text, part
    assert not [page for page in (new / "output").rglob("*.html") if SECRET in page.read_text(encoding="utf-8")]
    assert all(front(new / f"content/essays/c{at}.md")["draft"] == "true" for at in range(6))
    assert 'title = "客栈"' in (new / "site.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("where", ["settings", "text"])
def test_no_module_is_imported_for_a_language_that_pelican_states(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qqx.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    setting, field = ("DEFAULT_LANG = 'qqx'\n", "") if where == "settings" else ("", ":lang: qqx\n")
    rest = f"One\n###\n\n:date: 2019-01-02\n{field}\n.. note::\n\n   Words\n"
    new = moved(tmp_path, {"pelicanconf.py": f"SITENAME = 'x'\n{setting}", "content/a.rst": rest})
    assert "Words" in (new / "content/essays/a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["image", "figure"])
@pytest.mark.parametrize("name", ["secret.svg", "secret.png", "secret"])
def test_a_text_in_rest_embeds_no_file_of_the_machine(form: str, name: str, tmp_path: Path) -> None:
    secret = tmp_path / name
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>s3cret</text></svg>', encoding="utf-8")
    embedded = "".join(f".. {form}:: {place}\n   :loading: embed\n\n" for place in (secret, secret.as_uri(), f"../../{name}"))
    new = moved(tmp_path, {"pelicanconf.py": "SITENAME = 'x'\n", "content/a.rst": f"One\n###\n\nWords\n\n{embedded}"})
    text = (new / "content/essays/a.md").read_text(encoding="utf-8")
    assert "Words" in text and "s3cret" not in text and "base64" not in text
    assert not [file for file in new.rglob("*") if file.is_file() and b"s3cret" in file.read_bytes()]


def test_pelican_reads_rest_and_notebooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rest = "一篇\n####\n\n:date: 2019-01-02\n:tags: 甲, 乙\n:slug: rest\n\n第一段，**粗**。\n\n小题\n====\n\n.. code-block:: python\n   :linenos:\n\n   x = 1\n\n.. unknown::\n\n   字\n"
    book = {"nbformat": 4, "metadata": {"title": "笔记本", "date": "2019-01-03"}, "cells": [
        {"cell_type": "markdown", "source": ["# 题\n", "字"]},
        {"cell_type": "code", "source": "1 + 1", "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["2"]}}]},
    ]}  # fmt: skip
    new = moved(
        tmp_path,
        {
            "pelicanconf.py": "SITENAME = '塘'\nDEFAULT_LANG = 'zh'\nimport os\nos.abort()\n",
            "content/a.rst": rest,
            "content/b.ipynb": json.dumps(book),
        },
    )
    text = (new / "content/essays/rest.md").read_text(encoding="utf-8")
    assert front(new / "content/essays/rest.md")["tags"] == ["甲", "乙"] and front(new / "content/essays/rest.md")[
        "aliases"
    ] == ["/rest.html"]
    for part in ("第一段，**粗**。", "## 小题", "```python\nx = 1\n```"):
        assert part in text, part
    assert "docutils says" in capsys.readouterr().out
    text = (new / "content/essays/b.md").read_text(encoding="utf-8")
    assert (
        "```python\n1 + 1\n```" in text
        and "```text\n2\n```" in text
        and front(new / "content/essays/b.md")["title"] == "笔记本"
    )


def test_pointers_are_told_of_once_and_marks_of_order_twice_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    new = moved(
        tmp_path,
        {
            "_config.yml": "title: A\n", "source/_posts/a.md": "---\ntitle: A\n---\n![x](/x.png) ![y](/y.png)\n",
            "source/x.png": pointer, "source/y.png": pointer,
            "source/_posts/b.md": b"\xef\xbb\xbf\xef\xbb\xbf---\r\ntitle: B\r\n---\r\nx\r\n",
        },
    )  # fmt: skip
    assert capsys.readouterr().out.count("Git LFS") == 2, "its name, and once what to do"
    assert front(new / "content/essays/b.md")["title"] == "B"


@pytest.mark.parametrize(("system", "folder"), [("hexo", "source/_posts"), ("jekyll", "_posts")])
def test_settings_that_cannot_be_read_are_told_of_and_the_first_document_counts(
    system: str, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = {f"{folder}/2020-01-01-a.md": "---\ntitle: A\n---\nx\n"}
    for name, config, title in (
        ("two", "---\ntitle: 山中\n---\n\n# words\n- x: [\n", "山中"),
        ("broken", "title: [\n", "mingpian"),
    ):
        old = Move(tmp_path / name, {**post, "_config.yml": config}).old
        assert main(["import", system, str(old), str(tmp_path / name / "made")]) == 0
        assert f'title = "{title}"' in (tmp_path / name / "made/site.toml").read_text(encoding="utf-8")
        assert ("left: _config.yml\n    the settings cannot be read" in capsys.readouterr().out) is (name == "broken")


def test_a_jekyll_site_may_have_pages_alone(tmp_path: Path) -> None:
    page: dict[str, str | bytes] = {
        "_config.yml": "title: A\n",
        "_layouts/default.html": "{{ content }}",
        "a/b.md": "---\ntitle: B\n---\nx\n",
    }
    assert front(moved(tmp_path, page) / "content/pages/b.md")["aliases"] == ["/a/b.html"]


def test_settings_that_take_over_others_are_read_whole(tmp_path: Path) -> None:
    config = "title: A\nusual: &usual\n  output: true\n  permalink: /x/:collection/:title/\ncollections:\n  tea:\n    <<: *usual\n"
    page: dict[str, str | bytes] = {
        "_config.yml": config,
        "_layouts/default.html": "x",
        "_tea/b.md": "---\ntitle: B\n---\nx\n",
    }
    found = front(moved(tmp_path, page) / "content/pages/tea-b.md")
    assert (found.get("draft"), found["aliases"]) == (None, ["/x/tea/b/"])


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


def test_a_site_below_the_folder_is_named_and_one_without_texts_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        tmp_path,
        {"old/docs/_config.yml": "title: A\nauthor: Lin\n", "old/docs/_layouts/x.html": "", "old/README.md": "x"},
    )
    assert main(["import", str(tmp_path / "old"), str(tmp_path / "new")]) == 2
    assert "old/docs below it does" in capsys.readouterr().err.replace("\\", "/")
    assert main(["import", str(tmp_path / "old/docs"), str(tmp_path / "new")]) == 2
    assert "nothing was found" in capsys.readouterr().err and not (tmp_path / "new").exists()


def test_an_item_of_the_menu_that_led_to_a_list_leads_to_the_list_here(tmp_path: Path) -> None:
    config = "title: A\nmenu: {茶: /categories/茶/, 旧: /tags/old/, 无: /tags/none/}\n"
    post = "---\ntitle: A\ndate: 2020-01-01\ncategories: 茶\ntags: old\n---\nx\n"
    new = moved(tmp_path, {"_config.yml": config, "source/_posts/a.md": post})
    menu = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))["menu"]
    assert [item["url"] for item in menu] == ["/tags/茶/", "/tags/old/"]


def test_a_post_of_an_old_ghost_names_its_one_author(tmp_path: Path) -> None:
    tables = {
        "posts": [{"id": 1, "title": "A", "slug": "a", "html": "<p>x</p>", "status": "published", "author_id": 2, "published_at": "2016-01-01T00:00:00Z"}],
        "users": [{"id": 2, "name": "Lin", "slug": "lin"}], "posts_authors": [],
    }  # fmt: skip
    new = moved(tmp_path, {"a.json": json.dumps({"db": [{"data": tables}]})}, "ghost")
    assert front(new / "content/essays/a.md")["authors"] == ["lin"] and (new / "content/members/lin.md").is_file()


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ({"媒体": "<https://a.example/a/long/address> [one more link](https://a.example/)", "区块": "some words of code"}, "zh-Hans"),
        ({"Notes": "在这里", "More": "字"}, "zh-Hans"), ({"One": "An essay on 茶, in English words.", "Two": "More words."}, "en"),
        ({f"Essay {number}": "Words in English." for number in range(9)} | {"茶": "Words"}, "en"), ({}, "zh-Hans"),
    ],
)  # fmt: skip
def test_the_language_of_a_site_is_that_of_its_titles_and_texts(texts: dict[str, str], language: str) -> None:
    drafts = [Draft(source="", kind="essays", slug="a", fields={"title": name}, body=text) for name, text in texts.items()]
    assert completed(OldSite(), drafts)[0].languages == (language,)
