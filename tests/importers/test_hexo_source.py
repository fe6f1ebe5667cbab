"""What Hexo makes pages of, and what of the rest is named; days that only its cache knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importers.move import Move

CONFIG = "title: A\ntimezone: Asia/Shanghai\nlanguage: zh-CN\nexclude: ['secret/**']\ninclude: [_open.md]\n"
FILES: dict[str, str | bytes] = {
    "_config.yml": CONFIG,
    "source/_posts/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\n字\n",
}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("source/_posts/_b.md", "`_b.md`"),
        ("source/_posts/旅/_草/b.md", "`_草`"),
        ("source/_posts/.b.md", "`.b.md`"),
        ("source/_drafts/_b.md", "`_b.md`"),
        ("source/about/_b.md", "`_b.md`"),
        ("source/about/_x/b.md", "`_x`"),
        ("source/_x/b.md", "`_x`"),
        ("source/secret/b.md", "`exclude`"),
        ("source/about/b.ejs", "`.ejs`"),
    ],
)
def test_what_hexo_leaves_out_is_named(
    path: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Move(tmp_path, {**FILES, path: "---\ntitle: 藏\n---\n不见人\n"})
    assert move.run("hexo") == 0
    out = capsys.readouterr().out
    assert path in out and said in out and move.files() == ["essays/a.md"]


@pytest.mark.parametrize(
    ("path", "text", "made"),
    [
        ("source/_open.md", "---\ntitle: 开\n---\n人人见\n", "人人见"),
        ("source/about/index.html", "---\ntitle: 关于\n---\n<p>我<b>写</b>字</p>\n", "我**写**字"),
    ],
)
def test_what_hexo_publishes_comes(path: str, text: str, made: str, tmp_path: Path) -> None:
    move = Move(tmp_path, {**FILES, path: text, "source/x.html": "<p>只是抄过去的</p>"})
    assert move.run("hexo") == 0
    (page,) = [path for path in move.files() if path.startswith("pages/")]
    assert made in move.text(page)


def test_a_text_without_a_date_has_that_of_the_cache(tmp_path: Path) -> None:
    rows = [
        {"source": "_posts/b.md", "date": "2019-05-31T16:30:00.000Z"},
        {"source": "_posts/a.md", "date": "1999-01-01T00:00:00.000Z"},
        {"source": "_posts/c.md", "date": "never"},
        3,
    ]
    cache = json.dumps({"meta": {"version": 1}, "models": {"Post": rows, "Page": None}})
    texts = {f"source/_posts/{name}.md": f"---\ntitle: {name}\n---\n字\n" for name in "bc"}
    move = Move(tmp_path, {**FILES, **texts, "db.json": cache})
    assert move.run("hexo") == 0
    assert move.front("essays/a.md")["date"] == "2020-01-01"
    assert move.front("essays/b.md")["date"] == "2019-06-01 00:30:00"
    assert move.front("essays/b.md")["aliases"] == ["/2019/06/01/b/"] and "date" not in move.front("essays/c.md")


@pytest.mark.parametrize("cache", ["", "[", "[]", '{"models": []}', '{"models": {"Post": {}}}'])
def test_a_broken_cache_is_none(cache: str, tmp_path: Path) -> None:
    move = Move(tmp_path, {**FILES, "source/_posts/b.md": "---\ntitle: b\n---\n字\n", "db.json": cache})
    assert move.run("hexo") == 0 and "date" not in move.front("essays/b.md")


def test_links_lead_to_texts_whose_names_have_days(tmp_path: Path) -> None:
    config = "title: A\nnew_post_name: :year-:i_month-:i_day-:title.md\n"
    text = "---\ntitle: b\n---\n[前](2020-1-2-Old-Text.md#节)\n"
    files = {"source/_posts/2020-1-3-b.md": text, "source/_posts/2020-1-2-Old-Text.md": "---\ntitle: 旧\n---\n## 节\n"}
    move = Move(tmp_path, {"_config.yml": config, **files})
    assert move.run("hexo") == 0 and "[[old-text#节|前]]" in move.text("essays/b.md") and move.check() == 0
    assert move.files() == ["essays/Old-Text.md", "essays/b.md"]


def test_a_page_for_addresses_that_lead_nowhere_keeps_none(tmp_path: Path) -> None:
    move = Move(tmp_path, {**FILES, "source/404.md": "---\ntitle: 没有\n---\n迷路了\n"})
    assert move.run("hexo") == 0 and "aliases" not in move.front("pages/404.md") and move.check() == 0
