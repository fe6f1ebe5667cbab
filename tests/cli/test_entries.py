"""Options stand before, between and after what is named; one wrong name among several costs itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingpian.cli import main
from mingpian.cli.commands import commands
from mingpian.cli.parser import parser
from mingpian.exporters import copies
from mingpian.render.context import RenderContext
from mingpian.site.site import AnyEntry

# What each command with names takes, one of its options, and what is understood.
NAMED: dict[str, tuple[list[str], list[str], dict[str, Any]]] = {
    "init": (["site"], ["--name", "林"], {"folder": "site", "name": "林"}),
    "new": (["essay", "题"], ["--slug", "a"], {"kind": "essay", "title": "题", "slug": "a"}),
    "deploy": (["production"], ["--output", "x"], {"target": "production", "output": "x"}),
    "check": (["links"], ["--format", "json"], {"what": "links", "format": "json"}),
    "intro": (["lin", "bo"], ["--jobs", "2"], {"members": ["lin", "bo"], "jobs": 2}),
    "accept": (["lin", "bo"], ["--jobs", "2"], {"member": "lin", "what": "bo", "jobs": 2}),
    "approve": (["lin/tea", "bo"], ["--since", "2026-01-01"], {"ask": "lin/tea", "since": "2026-01-01"}),
    "decline": (["lin/tea", "bo"], ["--root", "x"], {"ask": "lin/tea", "member": "bo", "root": "x"}),
    "answer": (["lin/tea", "bo"], ["--root", "x"], {"ask": "lin/tea", "member": "bo", "root": "x"}),
    "topics": (["merge", "茶", "tea"], ["--root", "x"], {"merge": ["merge", "茶", "tea"], "root": "x"}),
    "intake": (["a", "b"], ["--accept", "lin"], {"paths": [Path("a"), Path("b")], "accept": ["lin"]}),
    "import": (["hexo", "old"], ["--root", "x"], {"what": ["hexo", "old"], "root": "x"}),
    "export": (["markdown", "a", "b"], ["--into", "x"], {"form": "markdown", "entries": ["a", "b"], "into": "x"}),
    "syndicate": (["a", "https://a.cn/"], ["--root", "x"], {"entry": "a", "url": "https://a.cn/", "root": "x"}),
    "forget": (["lin"], ["--output", "x"], {"name": "lin", "output": "x"}),
    "explain": (["/a/"], ["--output", "x"], {"about": "/a/", "output": "x"}),
    "fonts": (["add", "a.otf"], ["--for", "text"], {"what": "add", "font": "a.otf", "role": "text"}),
    "verify": (["a", "b"], ["--root", "x"], {"seals": [Path("a"), Path("b")], "root": "x"}),
    "webmention": (["send", "a"], ["--root", "x"], {"act": "send", "what": ["a"], "root": "x"}),
    "completion": (["bash"], [], {"shell": "bash"}),
    "wechat": (["draft", "a"], ["--account", "x"], {"action": "draft", "entries": ["a"], "account": "x"}),
}


def test_each_command_with_names_is_here() -> None:
    parsers: Any = next(action.choices for action in parser(commands())._actions if action.dest == "command")
    with_names = {name for name, command in parsers.items() if any(not one.option_strings for one in command._actions)}
    assert with_names == set(NAMED) and with_names <= set(commands())


@pytest.mark.parametrize("name", NAMED)
def test_options_stand_anywhere(name: str) -> None:
    names, option, understood = NAMED[name]
    for at in range(len(names) + 1):
        found = vars(parser(commands()).parse_args([name, *names[:at], *option, *names[at:]]))
        assert {key: found[key] for key in understood} == understood, at


def test_unknown_options_are_still_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["export", "markdown", "a", "--nope", "b"], ["build", "essays"], ["export", "fax", "a"]):
        with pytest.raises(SystemExit) as end:
            main(words)
        assert end.value.code == 2 and "usage: mingpian" in capsys.readouterr().err


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\nbase_url = "https://a.example/"\n', encoding="utf-8")
    fields = {"a": "", "b": "draft: true\n", "c": "", "later": "date: 2999-01-01\n"}
    for slug, more in fields.items():
        text = f"---\ntitle: 题 {slug}\n{more or 'date: 2020-01-01'}\n---\n正文\n"
        (tmp_path / f"content/essays/{slug}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("draft", ["b", "essays/b", "essays/b.md", "content/essays/b.md", "题 b", "later"])
def test_a_draft_among_the_entries_is_named_and_the_others_are_written(
    draft: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "markdown", "-q", "a", draft, "--root", str(root), "--jobs", "1", "essays/c"]) == 2
    assert f"`{draft}` is a draft, or not of this day; `--drafts` takes it too" in capsys.readouterr().err
    assert sorted(path.name for path in root.glob("exports/markdown/*")) == ["a", "c"]
    assert main(["export", "markdown", draft, "--drafts", "--root", str(root), "--jobs", "1"]) == 0


def test_an_unknown_name_and_a_bad_day_cost_themselves(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--root", str(root), "--jobs", "1"]
    assert main(["export", "markdown", "nobody", "a", "--since", "soon", *more]) == 2
    said = capsys.readouterr().err
    assert "there is no entry `nobody` that is public" in said and "`soon` is neither days" in said
    assert (root / "exports/markdown/a/a.md").is_file()


def test_an_entry_of_which_no_copy_can_be_made_costs_itself(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copies.COPIES["markdown"]

    def broken(context: RenderContext, entry: AnyEntry, known: copies.Pictures) -> copies.Made:
        if entry.slug == "a":
            raise RecursionError("maximum recursion depth exceeded")
        return whole(context, entry, known)

    monkeypatch.setitem(copies.COPIES, "markdown", broken)
    assert main(["export", "markdown", "a", "c", "--root", str(root), "--jobs", "1"]) == 2
    assert "content/essays/a.md: no copy could be made of it: RecursionError" in capsys.readouterr().err
    assert [path.name for path in root.glob("exports/markdown/*")] == ["c"]


def test_two_entries_of_one_name_have_a_folder_each(root: Path) -> None:
    (root / "content/notes").mkdir()
    (root / "content/notes/a.md").write_text("---\ndate: 2020-01-01\n---\n记\n", encoding="utf-8")
    more = ["--root", str(root), "--jobs", "1"]
    assert main(["export", "markdown", "essays/a", "notes/a", "c", *more]) == 0
    assert sorted(path.name for path in root.glob("exports/markdown/*")) == ["c", "essays-a", "notes-a"]
