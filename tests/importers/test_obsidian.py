"""A vault of Obsidian: notes and what they show, wherever it lies; links lead on, private things stay private."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.importers import obsidian
from mingpian.importers.draft import Draft, Into
from mingpian.importers.obsidian.note import _inline_tags
from tests.importers.move import Move, png

NFD = unicodedata.normalize("NFD", "Café 图.png")
VAULT: dict[str, str | bytes] = {
    ".obsidian/templates.json": json.dumps({"folder": "模板"}),
    ".obsidian/daily-notes.json": json.dumps({"folder": "日记"}),
    "模板/日记模板.md": "# {{date}}\n",
    "日记/2024-05-06.md": "今天。\n",
    "01-读书/一条笔记.md": """---
tags: [读书, "#笔记"]
aliases: [那条, 旧名]
create_time: 2025-02-07 17:20
cssclasses: wide
---
见 [[另一条]]、[[另一条#小节|那节]]、[[深/里面]]、[md](另一条.md)、[[没有的|那个]]、[[#本页]]。

![[截图 1.png]] ![[图.png|说明|300]] ![[Café 图.png|100x80]] ![旧|200](../附件/图.png)

![[另一条#小节]] ![[另一条#^块]] ![[录音.m4a]] ![[文件.pdf]] ![[画.excalidraw]]

正文里的 #想法/甲 和 #2024 和 https://a.example/#b，`#代码`，[锚](#c)。

> [!question]- 折起来的问题
> 内容 ==重点==

%%只给自己看%%

```dataview
LIST FROM #x
```
""",
    "01-读书/另一条.md": "---\ntitle: 别的标题\nmodified: 20230604163853\nuid: 20230328180039\n---\n# 别的标题\n\n## 小节\n\n内容。 ^块\n",
    "深/里面.md": "里面。\n",
    "深/另一条.md": "同名的一条，见 [[另一条]]。\n",
    "不公开.md": "---\npublish: false\n---\n字\n",
    "空.md": "\n",
    "图.canvas": "{}",
    "画.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\n# x\n",
    "画.excalidraw.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0"/></svg>',
    "附件/截图 1.png": png(), "附件/图.png": png(), f"附件/{NFD}": png(), "附件/录音.m4a": b"x", "附件/文件.pdf": b"%PDF-1.4",
}  # fmt: skip


def test_a_vault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(tmp_path, VAULT)
    assert move.run("obsidian") == 0
    said = capsys.readouterr().out
    front = move.front("essays/一条笔记/index.md")
    assert front == {
        "title": "一条笔记", "date": "2025-02-07T17:20:00", "tags": ["读书", "笔记", "想法/甲"], "aliases": ["那条", "旧名"], "extra": {"cssclasses": "wide"},
    }  # fmt: skip
    body = move.text("essays/一条笔记/index.md")
    for part in (
        "见 [[另一条|另一条]]、[[另一条#小节|那节]]、[[里面|深/里面]]、[[另一条|md]]、那个、[[#本页]]。",
        "![](截图-1.png) ![说明](图.png){width=300} ![](café-图.png){width=100} ![旧](图.png){width=200}",
        "![[另一条#小节]] ![[另一条#^块]]", ":::audio 录音.m4a :::", "[文件.pdf](文件.pdf)", "![](画-excalidraw.svg)",
        "> [!question]- 折起来的问题\n> 内容 ==重点==", "%%只给自己看%%", "```dataview\nLIST FROM #x\n```",
    ):  # fmt: skip
        assert part in body, part
    other = move.front("essays/另一条.md")
    assert (other["title"], other["date"], other["updated"], other["aliases"]) == (
        "别的标题",
        "2023-03-28T18:00:39",
        "2023-06-04T16:38:53",
        ["另一条"],
    )
    assert "# 别的标题\n" not in move.text("essays/另一条.md").partition("---\n\n")[2].replace("## ", "")
    assert "[[另一条-2|另一条]]" in move.text("essays/另一条-2.md")
    diary = move.front("essays/2024-05-06.md")
    assert (
        diary["draft"] == "true" and diary["date"] == "2024-05-06" and move.front("essays/不公开.md")["draft"] == "true"
    )
    for part in (
        "模板/日记模板.md\n    it is a template", "图.canvas\n    it is a canvas", "空.md\n    it is empty", "画.excalidraw.md\n    it is a drawing",
        "`dataview` is a program of a plug-in", "`[[没有的|那个]]` leads to nothing", "publish: false", "of a day's diary",
    ):  # fmt: skip
        assert part in said, part
    assert main(["build", "--root", str(move.new), "--jobs", "1"]) == 0, capsys.readouterr().err
    assert not [path for path in (move.new / "output").rglob("*.html") if "今天。" in path.read_text(encoding="utf-8")]
    assert move.run("obsidian") == 0 and "unchanged" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("front", "is_draft", "people"),
    [
        ('source: "https://other.example/post"\nauthor:\n  - "[[Jane Doe]]"\n', True, False),
        ("source: https://other.example/post\nauthor: 某人\n", True, False),
        ("source: 《论语》\nauthor: 某人\n", False, True),
        ("source: https://me.example/post\n", False, False),
    ],
)
def test_what_was_clipped_from_the_web_is_not_published_and_its_author_is_no_member(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], front: str, is_draft: bool, people: bool
) -> None:
    move = Move(tmp_path, {".obsidian/app.json": "{}", "甲.md": f"---\n{front}---\n字。\n"})
    assert move.run("obsidian") == 0
    found = move.front("essays/甲.md")
    assert (found.get("draft") == "true", bool(list(move.new.glob("content/members/*某人*")))) == (is_draft, people)
    assert not list(move.new.glob("content/members/*jane*"))
    assert not is_draft or "author" in str(found["extra"]), "who wrote it is still said"
    assert ("it was taken from" in capsys.readouterr().out) == is_draft


FORMS = [  # of `甲.md`, beside which are the note 读书.md and the pictures `图 甲.png` and 图-甲.png
    (r"| [[读书\|书]] | ![[图 甲.png\|50]] |", r"| [[读书\|书]] | ![](图-甲.png){width=50} |"),
    (r"| [[读书#节\|书]] | ![[图 甲.png\|说明\|50x40]] |", r"| [[读书#节\|书]] | ![说明](图-甲.png){width=50} |"),
    (r"| [[读书]] | ![旧\|50](图%20甲.png) |", r"| [[读书|读书]] | ![旧](图-甲.png){width=50} |"),
    ("![[图 甲.png]] ![](<图 甲.png>)", "![](图-甲.png) ![](图-甲.png)"),
    ("![[图 甲.png]] ![](图-甲.png)", "![](图-甲-2.png) ![](图-甲.png)"),
    ("[书](读书.md#节) ![[读书#^块|x]]", "[[读书#节|书]] ![[读书#^块]]"),
    (r"[[没有\|那个]]", "那个"),
    ("[书](读书) [节](<读书.md#节>) [外](https://a.cn/读书) [无](没有)", "[[读书|书]] [[读书#节|节]] [外](https://a.cn/读书) [无](没有)"),
    ("```ad-note\ntitle: 小心\ncollapse: closed\n\n**粗** [[读书]]\n```", "> [!note]- 小心\n> **粗** [[读书|读书]]"),
    ("- 一\n\n  ````ad-tip\n  ```py\n  1\n  ```\n  ````\n", "- 一\n\n  > [!tip]\n  > ```py\n  > 1\n  > ```"),
    ("字^[注 [书](读书.md)]。`^[码]` x^[二]", "字[^inline-1]。`^[码]` x[^inline-2]\n\n[^inline-1]: 注 [[读书|书]]\n\n[^inline-2]: 二"),
    ("![片](https://www.youtube.com/watch?v=abc)", ":::video https://www.youtube.com/watch?v=abc :::"),
    ("键:: 值 [评:: 8]\n\n- [ ] 做 📅 2024-01-01\n- [/] 半", "键:: 值 [评:: 8]\n\n- [ ] 做 📅 2024-01-01\n- [/] 半"),
]  # fmt: skip


def test_programs_of_plug_ins_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "`= this.x`\n\n<% tp.date.now() %>\n\n```tasks\nnot done\n```\n\n`<% no %>`\n"
    move = Move(tmp_path, {".obsidian/app.json": "{}", "甲.md": body})
    assert move.run("obsidian") == 0
    said = capsys.readouterr().out
    assert all(f"`{name}` is a program" in said for name in ("dataview", "templater", "tasks"))


@pytest.mark.parametrize(("body", "made"), FORMS)
def test_forms(body: str, made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {".obsidian/app.json": "{}", "甲.md": f"{body}\n", "读书.md": "## 节\n\n字 ^块\n"}
    move = Move(tmp_path, {**files, "图 甲.png": png(), "图-甲.png": png()})
    assert move.run("obsidian") == 0
    (entry,) = (path for path in move.files() if "甲" in path and path.endswith(".md"))
    assert move.text(entry).partition("---\n\n")[2].strip() == made.strip()
    assert "is not there" not in capsys.readouterr().out and move.check() == 0


def test_notes_can_become_notes(tmp_path: Path) -> None:
    move = Move(
        tmp_path,
        {".obsidian/app.json": "{}", "甲.md": "---\ndate: 2024-01-01\n---\n字，见 [[乙]]。\n", "乙.md": "字\n"},
    )
    assert move.run("obsidian", "", "--as", "notes") == 0
    assert move.files() == ["notes/乙.md", "notes/甲.md"] and move.front("notes/甲.md")["aliases"] == ["甲"]


@pytest.mark.parametrize(
    ("body", "tags"),
    [("#a", ["a"]), ("字#a", []), ("# a", []), ("#1 #a1", ["a1"]), ("`#a` \\#b (#c)", []), ("%%#a%% [x](y#z) [[n#h]]", []), ("，#书/读 。", ["书/读"])],
)  # fmt: skip
def test_tags_in_a_text(body: str, tags: list[str]) -> None:
    assert _inline_tags(body) == tags


NAMES = (
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Cn"], exclude_characters='/\\:*?"<>|#^[]\u2028\u2029\x85%`'
        ),  # a backtick begins code, which goes before links
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(lambda name: bool(name) and name[0] not in "." and len(name.encode()) < 200)
)


@given(st.lists(NAMES, min_size=2, max_size=5, unique_by=lambda name: unicodedata.normalize("NFC", name).casefold()))
def test_links_lead_on_whatever_notes_are_called(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    root = tmp_path_factory.mktemp("vault")
    for at, name in enumerate(names):
        (root / f"{name}.md").write_text(f"→[[{names[at - 1]}]]←", encoding="utf-8")
    drafts = [one.take() for one in obsidian.read(root, Into()) if hasattr(one, "take")]
    slugs = {str(draft.source).removesuffix(".md"): draft.slug for draft in drafts if isinstance(draft, Draft)}
    assert len(set(slugs.values())) == len(names)
    for at, name in enumerate(names):
        draft = next(one for one in drafts if isinstance(one, Draft) and one.source == f"{name}.md")
        assert f"→[[{slugs[names[at - 1]]}|" in draft.body


@pytest.mark.parametrize("folder", ["Templates", "template", "99_模板", "Meta/Templates", "_templates"])
def test_a_folder_of_templates_is_none_of_notes_whatever_settings_say(folder: str, tmp_path: Path) -> None:
    blank = "---\ntitle: '{{title}}'\n---\n{{date:YYYY}}\n"
    notes = {f"{folder}/t.md": blank, "甲.md": "写 `{{title}}` 的人。\n", "乙.md": blank, "templates 怎么用.md": "字\n"}
    move = Move(tmp_path, {".obsidian/app.json": "{}", **notes})
    assert main(["import", str(move.old), str(tmp_path / "made")]) == 0
    made = {
        path.name: "draft: true" in path.read_text(encoding="utf-8")
        for path in (tmp_path / "made/content/essays").iterdir()
    }
    assert made == {"甲.md": False, "乙.md": True, "templates-怎么用.md": False}
    assert (tmp_path / "made/site.toml").read_text(encoding="utf-8").startswith('title = "old"\n')
