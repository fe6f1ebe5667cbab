"""Friends of an old site: as data, in settings, in scripts and pages; their page shows them, and code is named."""

# ruff: noqa: E501 (tables are read by row)

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.importers.move import Move, png

POST = "---\ntitle: A\ndate: 2020-01-01\n---\n字\n"
HEXO: dict[str, str | bytes] = {"_config.yml": "title: A\ntheme: t\nlanguage: zh-CN\n", "source/_posts/a.md": POST}
PAGE = "---\ntitle: 友链\ntype: link\n---\n"
ONE = [("甲", "https://jia.example/", "写字")]

KEPT: list[tuple[str, dict[str, str | bytes], list[tuple[str, str, str]]]] = [
    ("hexo", {**HEXO, "source/_data/link.yml": "- class_name: 朋友\n  link_list:\n  - name: 甲\n    link: https://jia.example/\n    descr: 写字\n"}, ONE),
    ("hexo", {**HEXO, "source/link/link.json": '[{"title": "甲", "link": "https://jia.example/", "intro": "写字"}]'}, ONE),
    ("hexo", {**HEXO, "source/friends/friends.json": '{"friends": [{"name": "甲", "url": "https://jia.example/", "desc": "写字"}]}'}, ONE),
    ("hexo", {**HEXO, "source/js/links.js": "// 朋友\nvar friends = [{name: '甲', url: 'https://jia.example/', desc: '写字',}, {name: '乙', url: href}]\nshow(friends)\n"}, ONE),
    ("hexo", {**HEXO, "source/link/index.md": "---\ntitle: 友链\n---\n<div id='f'></div>\n<script>\nconst list = [{ title: '甲', website: 'https://jia.example/', description: '写字' }];\nlist.forEach(show)\n</script>\n"}, ONE),
    ("hexo", {**HEXO, "source/links/index.html": "<!DOCTYPE html>\n<html><script>alert(1)</script><a href='/x'>站内</a><a href='https://jia.example/' title='甲'><img src='a.png'></a></html>"}, [("甲", "https://jia.example/", "")]),
    ("hexo", {**HEXO, "_config.t.yml": "links:\n  enable: true\n  items:\n    - {title: 甲, intro: 写字, link: 'https://jia.example/', avatar: /a.png}\n"}, ONE),
    ("hexo", {**HEXO, "_config.t.yml": "links:\n  甲: https://jia.example/\n"}, [("甲", "https://jia.example/", "")]),
    ("hexo", {**HEXO, "source/link/index.md": "---\ntitle: 友链\nflink_url: /f.json\n---\n", "source/f.json": '[{"name": "甲", "link": "https://jia.example/", "descr": "写字"}]'}, ONE),
    ("hugo", {"hugo.toml": "title = 'A'\nlanguageCode = 'zh'\n", "content/posts/a.md": POST, "data/friends.toml": "[[friends]]\nname = '甲'\nurl = 'https://jia.example/'\ndesc = '写字'\n"}, ONE),
    ("jekyll", {"_config.yml": "title: A\nlang: zh\n", "_posts/2020-01-01-a.md": POST, "_data/friends.yml": "- {name: 甲, url: 'https://jia.example/', desc: 写字}\n"}, ONE),
    ("vuepress", {"docs/.vuepress/config.js": "module.exports = {title: 'A', lang: 'zh-CN'}", "docs/a.md": POST, "docs/.vuepress/friends.ts": "export const friends: F[] = [\n  { name: '甲', link: 'https://jia.example/', desc: '写字' },\n]\n"}, ONE),
    ("astro", {"astro.config.mjs": "export default {}", "src/content/posts/a.md": POST, "src/data/friends.json": '[{"title": "甲", "url": "https://jia.example/", "description": "写字"}]'}, ONE),
]  # fmt: skip


@pytest.mark.parametrize("at", range(len(KEPT)))
def test_friends_come_from_where_themes_keep_them(at: int, tmp_path: Path) -> None:
    system, files, people = KEPT[at]
    move = Move(tmp_path, files)
    assert move.run(system) == 0
    rows = list(csv.DictReader(io.StringIO(move.text("data/friends.csv"))))
    assert [(row["name"], row["url"], row.get("text") or "") for row in rows] == people
    first = move.text("data/friends.csv")
    assert move.run(system) == 0 and move.text("data/friends.csv") == first


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("source/js/friends.js", "fetch('/api').then(r => r.json()).then(list => list.map(f => f.avatar))", "friends are worked out by a program"),
        ("source/friends/index.md", "---\ntitle: 友\nlinks: https://f.example/links.json\n---\n字\n", "friends are at https://f.example/links.json"),
        ("source/link/link.json", '{"a": [', "cannot be read"),
        ("source/js/links.js", "document.links.length", ""),
    ],
)  # fmt: skip
def test_friends_that_a_program_works_out_are_named(
    path: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Move(tmp_path, {**HEXO, path: text})
    assert move.run("hexo") == 0
    out = capsys.readouterr().out
    assert (said in out) and ((path in out) is bool(said)) and "data/friends.csv" not in move.files()


def test_their_page_shows_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = "- class_name: 朋友\n  link_list:\n  - {name: '[甲]', link: 'https://jia.example/', descr: '<b>写</b>'}\n- class_name: 近邻\n  link_list:\n  - {name: 乙, link: 'https://yi.example/'}\n"
    move = Move(
        tmp_path,
        {**HEXO, "_config.t.yml": "menu:\n  友: /link/\n", "source/link/index.md": PAGE, "source/_data/link.yml": data},
    )
    made = tmp_path / "made"
    assert main(["import", str(move.old), str(made)]) == 0
    page = (made / "content/pages/link.md").read_text(encoding="utf-8")
    assert "## 朋友\n\n- [[甲]](https://jia.example/) \\<b>" in page and "## 近邻" in page
    assert 'url = "/link/"' in (made / "site.toml").read_text(encoding="utf-8")
    assert main(["check", "--root", str(made), "--jobs", "1"]) == 0
    told = Move(tmp_path / "told", {**HEXO, "source/link/index.md": PAGE + "先说一句\n", "source/_data/link.yml": data})
    assert told.run("hexo") == 0 and "先说一句\n\n## 朋友\n\n- [" in told.text("pages/link.md")
    empty = Move(tmp_path / "empty", {**HEXO, "source/link/index.md": PAGE})
    capsys.readouterr()
    assert empty.run("hexo") == 0 and "its theme filled it" in capsys.readouterr().out
    assert not [path for path in empty.files() if path.startswith("pages/")]


def test_pictures_of_friends_come_along(tmp_path: Path) -> None:
    rows = "".join(
        f"- {{name: {number}, link: 'https://a.example/{number}', avatar: '{picture}'}}\n"
        for number, picture in enumerate(
            ("/img/a.png", "/t.png", "https://b.example/b.png", "/../c.png", "/img/gone.png", "/a.md")
        )
    )
    move = Move(tmp_path, {
        "_config.yml": "title: A\n", "source/_posts/a.md": "---\ntitle: A\ndate: 2024-01-01\n---\nText\n", "c.png": png(),
        "source/_data/link.yml": rows, "source/img/a.png": png(), "themes/next/source/t.png": png(), "source/a.md": "# x\n",
    })  # fmt: skip
    assert move.run("hexo") == 0
    pictures = [path for path in move.files() if path.endswith(".png")]
    assert pictures == ["img/a.png", "t.png"] and "/img/a.png" in move.text("data/friends.csv")
