"""Backups of Halo, of both its versions."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import base64
import json
import tomllib
from typing import Any

import pytest

from mingpian.cli import main
from mingpian.importers import halo
from tests.importers.move import Move, png
from tests.importers.test_notion import zipped

OLD = {
    "posts": [
        {"id": 1, "title": "旧版", "slug": "old", "status": "PUBLISHED", "originalContent": "# 字\n\n![](/upload/a.png)", "formatContent": "<p>x</p>", "editorType": "MARKDOWN", "createTime": 1580000000000, "summary": "摘要", "password": "", "fullPath": "https://old.example/archives/old"},
        {"id": 2, "title": "锁着", "slug": "locked", "status": "INTIMATE", "originalContent": "密", "createTime": 1580000000000, "password": "x"},
    ],
    "options": [{"key": "blog_title", "value": "山中"}, {"key": "blog_url", "value": "https://old.example"}], "user": [{"id": 1, "nickname": "林语"}],
    "sheets": [{"id": 3, "title": "关于", "slug": "about", "status": "PUBLISHED", "originalContent": "我", "createTime": 1580000000000}],
    "tags": [{"id": 5, "name": "甲"}], "post_tags": [{"postId": 1, "tagId": 5}], "categories": [{"id": 6, "name": "乙"}], "post_categories": [{"postId": 1, "categoryId": 6}],
}  # fmt: skip


def _object(kind: str, name: str, **more: Any) -> dict[str, str]:
    data = json.dumps(
        {"kind": kind, "metadata": {"name": name, "creationTimestamp": "2024-01-02T03:04:05Z"}, **more},
        ensure_ascii=False,
    )
    return {"name": f"/registry/{kind}/{name}", "data": base64.b64encode(data.encode()).decode()}


NEW = [
    _object("Post", "p1", spec={"title": "新版", "slug": "new", "releaseSnapshot": "s2", "baseSnapshot": "s1", "publish": True, "visible": "PUBLIC", "tags": ["t1"], "publishTime": "2024-01-02T03:04:05Z", "excerpt": {"raw": "摘要"}}, status={"permalink": "/archives/new"}),
    _object("Snapshot", "s1", spec={"rawType": "markdown", "rawPatch": "第一行\n第二行\n第三行"}),
    _object("Snapshot", "s2", spec={"rawType": "markdown", "rawPatch": json.dumps([{"type": "CHANGE", "source": {"position": 1, "lines": ["第二行"]}, "target": {"position": 1, "lines": ["改过的", "又一行"]}}])}),
    _object("Post", "p2", spec={"title": "私密", "slug": "closed", "releaseSnapshot": "s3", "baseSnapshot": "s3", "publish": True, "visible": "PRIVATE"}),
    _object("Snapshot", "s3", spec={"rawType": "HTML", "rawPatch": "<p>密<b>字</b></p>"}),
    _object("ConfigMap", "system", data={"basic": '{"title": "新山中", "subtitle": "副题"}'}), _object("User", "admin", spec={"displayName": "林语"}),
    _object("Tag", "t1", spec={"displayName": "甲"}), _object("SinglePage", "g", spec={"title": "关于", "slug": "about", "releaseSnapshot": "s3", "baseSnapshot": "s3", "publish": True}),
]  # fmt: skip


BESIDE_OLD = {
    "posts": [{"id": 1, "title": "甲", "slug": "jia", "status": "PUBLISHED", "originalContent": "字", "createTime": 1580000000000}],
    "journals": [{"id": 1, "content": "<p>今天<b>晴</b></p>", "type": "PUBLIC", "createTime": 1580000000000}, {"id": 2, "content": "<p>密</p>", "type": "INTIMATE", "createTime": 1590000000000}],
    "links": [{"id": 1, "name": "友", "url": "https://you.example/", "logo": "x.png", "description": "写字", "team": "邻居"}],
    "post_comments": [{"id": 7, "postId": 1, "parentId": 0, "author": "客", "email": "c@c.example", "ipAddress": "203.0.113.9", "content": "好", "status": "PUBLISHED", "createTime": 1580000000000}, {"id": 8, "postId": 1, "content": "广告", "status": "AUDITING", "author": "x", "createTime": 1}],
    "menus": [{"name": "标签", "url": "/tags", "priority": 2}, {"name": "甲文", "url": "/archives/jia", "priority": 1}], "photos": [{"id": 1, "url": "p.jpg"}],
}  # fmt: skip
BESIDE_NEW = [
    _object("Post", "p", spec={"title": "甲", "slug": "jia", "releaseSnapshot": "s", "baseSnapshot": "s", "publish": True}, status={"permalink": "/archives/jia"}),
    _object("Snapshot", "s", spec={"rawType": "markdown", "rawPatch": "字"}),
    _object("Moment", "m", spec={"content": {"html": "<p>今天<b>晴</b></p>", "medium": [{"type": "PHOTO", "url": "https://old.example/a.png"}]}, "releaseTime": "2020-01-26T00:53:20Z", "visible": "PUBLIC", "tags": ["日记"]}),
    _object("Moment", "n", spec={"content": {"html": "<p>密</p>"}, "releaseTime": "2020-05-20T18:40:00Z", "visible": "PRIVATE"}),
    _object("Link", "l", spec={"displayName": "友", "url": "https://you.example/", "logo": "x.png", "description": "写字", "groupName": "g"}), _object("LinkGroup", "g", spec={"displayName": "邻居"}),
    _object("Comment", "c", spec={"raw": "好", "approved": True, "hidden": False, "owner": {"kind": "Email", "name": "c@c.example", "displayName": "客"}, "subjectRef": {"kind": "Post", "name": "p"}, "creationTime": "2020-01-26T00:53:20Z", "ipAddress": "203.0.113.9"}),
    _object("Comment", "d", spec={"raw": "广告", "approved": False, "owner": {"displayName": "x"}, "subjectRef": {"name": "p"}}),
    _object("MenuItem", "i", spec={"displayName": "标签", "href": "/tags", "priority": 2}), _object("MenuItem", "j", spec={"displayName": "甲文", "priority": 1}, status={"href": "/archives/jia"}),
    _object("Photo", "f", spec={"url": "p.jpg"}),
]  # fmt: skip


@pytest.mark.parametrize("data", [BESIDE_OLD, BESIDE_NEW], ids=["1", "2"])
def test_what_halo_has_beside_posts_comes_or_is_named(
    data: Any, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, new = tmp_path / "b.zip", tmp_path / "new"
    backup.write_bytes(zipped({"extensions.data": json.dumps(data)}))
    assert main(["import", "halo", str(backup), str(new)]) == 0
    said = capsys.readouterr().out
    assert "photos of its gallery that are not taken: 1" in said
    texts = {path.name: path.read_text(encoding="utf-8") for path in (new / "content/notes").iterdir()}
    assert len(texts) == 2 and "今天**晴**" in texts["moment-2020-01-26t005320.md"]
    assert [name for name, text in texts.items() if "draft: true" in text and "密" in text] == [
        "moment-2020-05-20t184000.md"
    ]
    assert (
        new / "content/data/friends.csv"
    ).read_text() == "name,url,text,picture,group\n友,https://you.example/,写字,x.png,邻居\n"
    (comment,) = json.loads((new / "content/data/comments.json").read_text(encoding="utf-8"))
    assert (comment["entry"], comment["by"], comment["text"]) == ("jia", "客", "好")
    assert "203.0.113" not in str(comment) and "c@c.example" not in str(comment)
    menu = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))["menu"]
    found = [(one["label"], one["url"]) for one in menu]
    if data is BESIDE_OLD:  # nothing there has tags
        assert found == [("甲文", "/archives/jia")] and "the menu's `标签` led to /tags" in said
    else:
        assert found == [("甲文", "/archives/jia"), ("标签", "/tags/")]
    assert main(["check", "--root", str(new), "--jobs", "1"]) == 0


def test_halo(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(
        tmp_path,
        {
            "halo-1.json": json.dumps(OLD),
            "upload/a.png": png(),
            "b.zip": zipped({"extensions.data": json.dumps(NEW)}),
            "md/a.md": "---\ntitle: 甲\nauther: 周曼\nurl: https://a.example/archives/jia\ntags:\n  -茶\n  -C-C++\n---\n字\n",
        },
    )
    assert halo.recognises(move.old / "b.zip") and halo.recognises(move.old / "halo-1.json")
    for path in ("halo-1.json", "b.zip", "md"):
        assert move.run("halo", path) == 0
    said = capsys.readouterr().out
    assert move.front("essays/old/index.md")["tags"] == ["甲", "乙"] and move.front("essays/old/index.md")[
        "aliases"
    ] == ["/archives/old"]
    assert (
        "![](a.png)" in move.text("essays/old/index.md")
        and move.front("essays/old/index.md")["date"] == "2020-01-26T00:53:20+00:00"
    )
    assert move.text("essays/new.md").endswith("第一行\n改过的\n又一行\n第三行\n") and move.front("essays/new.md")[
        "tags"
    ] == ["甲"]
    assert (
        move.front("essays/locked.md")["draft"] == move.front("essays/closed.md")["draft"] == "true"
        and said.count("arrives as a draft") == 2
    )
    assert "密**字**" in move.text("essays/closed.md") and move.front("essays/jia.md")["aliases"] == ["/archives/jia"]
    assert (move.front("essays/jia.md")["tags"], move.front("essays/jia.md")["authors"]) == (["茶", "C-C++"], ["周曼"])
    assert move.check() == 0, capsys.readouterr().err
    for path, title in (("halo-1.json", "山中"), ("b.zip", "新山中")):
        assert main(["import", str(move.old / path), str(tmp_path / title)]) == 0
        made = (tmp_path / title / "site.toml").read_text(encoding="utf-8")
        assert f'title = "{title}"\n' in made and 'owner = "林语"\n' in made
