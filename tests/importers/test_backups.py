"""Backups of Typecho, and the lists of friends of themes."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import hashlib
import json
import struct
from typing import Any

import pytest

from mingpian.cli import main
from mingpian.importers import friends, typecho
from tests.importers.move import Move, png

POSTS: list[dict[str, Any]] = [
    {"cid": 1, "title": "第一篇", "slug": "first", "created": 1580000000, "modified": 1580000100, "text": "<!--markdown-->第一段 [[x]]，它's \"好\"。\n\n<!--more-->\n\n![](http://old.example/usr/uploads/2020/a.png)\n", "authorId": 1, "type": "post", "status": "publish", "password": None, "parent": 0},
    {"cid": 2, "title": "HTML", "slug": "html", "created": 1580000000, "modified": 0, "text": "旧<b>字</b>\r\n换行\r\n\r\n第二段", "authorId": 1, "type": "post", "status": "publish", "password": None, "parent": 0},
    {"cid": 3, "title": "有密码", "slug": "p", "created": 1580000000, "modified": 0, "text": "<!--markdown-->密", "authorId": 1, "type": "post", "status": "publish", "password": "x", "parent": 0},
    {"cid": 4, "title": "私密", "slug": "q", "created": 1580000000, "modified": 0, "text": "<!--markdown-->密", "authorId": 1, "type": "post", "status": "private", "password": None, "parent": 0},
    {"cid": 5, "title": "关于", "slug": "about", "created": 1580000000, "modified": 0, "text": "<!--markdown-->我", "authorId": 1, "type": "page", "status": "publish", "password": None, "parent": 0},
    {"cid": 6, "title": "草稿", "slug": "@6", "created": 1580000000, "modified": 0, "text": "<!--markdown-->半", "authorId": 1, "type": "post_draft", "status": "publish", "password": None, "parent": 0},
    {"cid": 7, "title": "a.png", "slug": "a-png", "created": 1580000000, "modified": 0, "text": "a:1:{}", "authorId": 1, "type": "attachment", "status": "publish", "password": None, "parent": 1},
]  # fmt: skip
METAS = [
    {"mid": 1, "name": "随笔", "slug": "life", "type": "category"},
    {"mid": 2, "name": "标签甲", "slug": "a", "type": "tag"},
]
LINKS = [{"cid": 1, "mid": 1}, {"cid": 1, "mid": 2}]
USERS = [{"uid": 1, "name": "admin", "screenName": "林语"}]


def _sql(value: Any, is_mysql: bool) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    if is_mysql:
        said = (
            value.replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\r", "\\r")
            .replace("\n", "\\n")
            .replace('"', '\\"')
        )
        return f"'{said}'"
    return "'" + value.replace("'", "''") + "'"


def _dump(is_mysql: bool) -> str:
    mark = "`" if is_mysql else '"'
    options = [
        {"name": "timezone", "user": 0, "value": "28800"},
        {"name": "title", "user": 0, "value": "山中"},
        {"name": "siteUrl", "user": 0, "value": "https://old.example"},
        {
            "name": "routingTable",
            "user": 0,
            "value": 'a:2:{s:4:"post";a:2:{s:3:"url";s:33:"/[category]/[year:digital:4]/[slug].html";}}',
        },
    ]
    lines = []
    for name, rows in (
        ("contents", POSTS),
        ("metas", METAS),
        ("relationships", LINKS),
        ("users", USERS),
        ("options", options),
    ):
        columns = list(rows[0])
        lines.append(
            f"CREATE TABLE {mark}blog_{name}{mark} (\n"
            + ",\n".join(f"  {mark}{one}{mark} varchar(9)" for one in columns)
            + "\n)"
            + (" ENGINE=MyISAM;" if is_mysql else ";")
        )
        values = [f"({', '.join(_sql(row[one], is_mysql) for one in columns)})" for row in rows]
        named = f" ({', '.join(mark + one + mark for one in columns)})" if name != "metas" else ""
        lines.append(f"INSERT INTO {mark}blog_{name}{mark}{named} VALUES\n" + ",\n".join(values) + ";")
    return "\n".join(lines)


def dat(*tables: tuple[int, list[dict[str, Any]]]) -> bytes:
    """A backup of Typecho with these tables, by their numbers."""
    out = b"%TYPECHO_BACKUP_0001%"
    for number, rows in tables:
        for row in rows:
            values = {name: None if value is None else str(value).encode() for name, value in row.items()}
            head = json.dumps({name: None if value is None else len(value) for name, value in values.items()}).encode()
            block = struct.pack("<HH", number, len(head)) + head + b"".join(value or b"" for value in values.values())
            out += block + hashlib.md5(block, usedforsecurity=False).hexdigest().encode()
    return out + b"%TYPECHO_BACKUP_0001%"


_DAT = dat((1, POSTS), (3, METAS), (4, LINKS), (5, USERS))


def test_comments_of_typecho_are_kept_as_data(tmp_path: Any) -> None:
    said = {
        "cid": 1,
        "created": 1580000000,
        "author": "客",
        "mail": "c@c.example",
        "ip": "203.0.113.9",
        "url": "https://ke.example",
    }
    comments = [
        {"coid": 3, **said, "text": "好", "type": "comment", "status": "approved", "parent": 0},
        {"coid": 4, **said, "text": "谢", "type": "comment", "status": "approved", "parent": 3},
        {"coid": 5, **said, "text": "广告", "type": "comment", "status": "spam", "parent": 0},
    ]
    move = Move(tmp_path, {"b.dat": dat((1, POSTS), (2, comments))})
    assert move.run("typecho", "b.dat") == 0
    kept = json.loads(move.text("data/comments.json"))
    assert [(one["entry"], one["id"], one["answers"], one["text"]) for one in kept] == [
        ("first", "3", "", "好"),
        ("first", "4", "3", "谢"),
    ]
    assert "203.0.113" not in move.text("data/comments.json") and "c@c.example" not in move.text("data/comments.json")


@pytest.mark.parametrize(
    ("name", "data"),
    [("b.dat", _DAT), ("m.sql", _dump(True).encode()), ("s.sql", _dump(False).encode())],
    ids=["dat", "mysql", "sqlite"],
)
def test_typecho(name: str, data: bytes, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(tmp_path, {name: data, "usr/uploads/2020/a.png": png()})
    assert typecho.recognises(move.old / name) and move.run("typecho", name) == 0
    said = capsys.readouterr().out
    assert move.files() == [
        "essays/6.md",
        "essays/first/a.png",
        "essays/first/index.md",
        "essays/html.md",
        "essays/p.md",
        "essays/q.md",
        "members/林语.md",
        "pages/about.md",
    ]
    first = move.front("essays/first/index.md")
    assert (
        first["title"] == "第一篇"
        and first["date"] == "2020-01-26T08:53:20+08:00"
        and first["tags"] == ["随笔", "标签甲"]
        and first["authors"] == ["林语"]
    )
    assert first["aliases"] == (["/archives/1/"] if name == "b.dat" else ["/life/2020/first.html"])
    assert '第一段 \\[\\[x]]，它\'s "好"。\n\n<!--more-->\n\n![](a.png)' in move.text("essays/first/index.md")
    assert "旧**字**  \n换行\n\n第二段" in move.text("essays/html.md") and move.front("pages/about.md")["aliases"] == [
        "/about.html"
    ]
    assert [move.front(f"essays/{slug}.md")["draft"] for slug in ("6", "p", "q")] == ["true"] * 3 and said.count(
        "it arrives as a draft"
    ) == 2
    assert move.check() == 0, capsys.readouterr().err
    assert main(["import", str(move.old / name), str(tmp_path / "made")]) == 0
    made = (tmp_path / "made/site.toml").read_text(encoding="utf-8")
    assert 'owner = "林语"' in made and ('title = "山中"\nbase_url = "https://old.example' in made) is (name != "b.dat")
    (move.old / "broken.dat").write_bytes(_DAT[:300])
    assert move.run("typecho", "broken.dat") == 0


FRIENDS: dict[str, str | bytes] = {
    "source/_data/link.yml": "- class_name: 朋友\n  class_desc: 那些人\n  link_list:\n    - name: 甲\n      link: https://jia.example/\n      avatar: https://jia.example/a.png\n      descr: 写字\n    - name: 没有地址\n- class_name: 工具\n  link_list:\n    - {name: 乙, link: 'javascript:alert(1)'}\n",
    "data/links.json": '{"同学": [{"title": "丙", "website": "https://bing.example/", "description": "读书", "image": "x.png"}]}',
    "content/page/links/index.md": "---\ntitle: Links\nlinks:\n  - title: 丁\n    website: https://ding.example/\n---\n",
    "source/links/index.md": "---\ntitle: 友链\n---\n{% flink %}\n- class_name: 邻居\n  link_list:\n    - name: 戊\n      link: https://wu.example/\n{% endflink %}\n",
    "source/_posts/a.md": "---\nlinks:\n  - {title: 不是, website: https://no.example/}\n---\n字\n",
}  # fmt: skip


def test_friends_of_themes(tmp_path: Any) -> None:
    move = Move(tmp_path, FRIENDS)
    assert friends.recognises(move.old / "source/_data/link.yml") and move.run("friends") == 0
    assert move.text("data/friends.csv").split("\n") == [
        "name,url,text,picture,group", "丁,https://ding.example/,,,Links", "丙,https://bing.example/,读书,x.png,同学",
        "甲,https://jia.example/,写字,https://jia.example/a.png,朋友", "戊,https://wu.example/,,,邻居", "",
    ]  # fmt: skip
    assert move.check() == 0
