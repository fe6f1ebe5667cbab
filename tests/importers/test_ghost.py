"""Ghost's exports: cards of its editor, who wrote, and what was paid for."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
from pathlib import Path

from tests.importers.test_closed_output import SECRET
from tests.importers.test_new_site import front, moved


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


def test_a_post_of_an_old_ghost_names_its_one_author(tmp_path: Path) -> None:
    tables = {
        "posts": [{"id": 1, "title": "A", "slug": "a", "html": "<p>x</p>", "status": "published", "author_id": 2, "published_at": "2016-01-01T00:00:00Z"}],
        "users": [{"id": 2, "name": "Lin", "slug": "lin"}], "posts_authors": [],
    }  # fmt: skip
    new = moved(tmp_path, {"a.json": json.dumps({"db": [{"data": tables}]})}, "ghost")
    assert front(new / "content/essays/a.md")["authors"] == ["lin"] and (new / "content/members/lin.md").is_file()
