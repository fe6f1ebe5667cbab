"""Files are changed where they are to be changed, and nowhere else."""

from __future__ import annotations

import copy
import functools
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content.data_formats.front_matter_edit import edited_front_matter
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.core.saving import FileChangedError, save_file
from mingpian.core.splices import plain_lines
from mingpian.schema.edits import AddItem, EditError, FieldChange, RemoveField, SetField, as_read, changed
from mingpian.schema.located import UnreadableError
from mingpian.schema.toml_edit import edited_toml
from tests.example import REPOSITORY

FILES = sorted([*(REPOSITORY / "content").rglob("*.md"), *(REPOSITORY / "docs" / "content").rglob("*.md")])
NEW: tuple[Any, ...] = (
    "新的",
    "a: b # c",
    "",
    "two\nlines",
    ["甲", "b, c"],
    {"value": "x@y.example", "audience": "host"},
)


def data_of(text: str) -> dict[str, Any]:
    return split_front_matter(plain_lines(text)).located.data


def is_within(few: str, many: str) -> bool:
    """All lines of one stand in the other, in their order."""
    lines = iter(many.splitlines())
    return all(line in lines for line in few.splitlines())


def as_toml(data: dict[str, Any]) -> str:
    return edited_toml("", {name: value for name, value in data.items() if value is not None})


@functools.cache
def written_in_other_ways() -> tuple[str, ...]:
    """The example's files as other people would have written them: ends of lines, marks, TOML, JSON."""
    found = []
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        front = split_front_matter(text)
        found += [
            text,
            "\ufeff" + text.replace("\n", "\r\n"),
            f"+++\n# first\n{as_toml(front.located.data)}+++\n{front.body}",
        ]
    return tuple(found)


def test_what_does_not_change_is_not_touched() -> None:
    texts = written_in_other_ways()
    assert len(texts) > 300
    for text in texts:
        data = data_of(text)
        assert edited_front_matter(text, []) == text
        assert edited_front_matter(text, [SetField((name,), value) for name, value in data.items()]) == text


def test_a_field_that_is_set_says_so_and_everything_else_stands() -> None:
    choose = random.Random(24)
    for text in written_in_other_ways():
        value = choose.choice(NEW)
        added = edited_front_matter(text, [SetField(("a_new_one",), value)])
        assert data_of(added)["a_new_one"] == value
        assert is_within(text, added), "every line that was there is there"
        assert data_of(edited_front_matter(added, [RemoveField(("a_new_one",))])) == data_of(text)
        stated = data_of(text)
        if stated:
            name, old = choose.choice([*stated.items()])
            new = edited_front_matter(text, [SetField((name,), choose.choice(NEW))])
            front = split_front_matter(plain_lines(new))
            assert front.body == split_front_matter(plain_lines(text)).body
            assert {**front.located.data, name: old} == data_of(text)


words = st.sampled_from(
    ["甲", "b", "c: d", "e # f", "- g", "yes", "2026-01-01", "长 的 句子。", "'q'", '"', "~x", "a\nb"]
)
names = st.sampled_from("abcd")
values = st.recursive(
    words,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=6,
)
data = st.dictionaries(st.sampled_from(["name", "offers", "asks", "accepts", "links", "now"]), values, max_size=5)


def as_yaml(value: Any, style: random.Random, indent: int = 0) -> str:
    """The same data in one of the ways in which people write it, remarks included; after its colon or dash."""
    margin = "\n" + " " * indent + style.choice(["", f"# {style.random()}\n" + " " * indent])
    if isinstance(value, dict) and value and style.random() < 0.6:
        return margin + margin.join(f"{name}:{as_yaml(one, style, indent + 2)}" for name, one in value.items())
    if isinstance(value, list) and value and style.random() < 0.6:
        return margin + margin.join(f"-{as_yaml(one, style, indent + 2)}" for one in value)
    if isinstance(value, str) and value.isalnum() and style.random() < 0.7:
        return style.choice([" ", "  "]) + value + style.choice(["", "  # a remark"])
    if isinstance(value, str):
        return " " + quoted(value)
    return " " + in_brackets(value, style)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'


def in_brackets(value: Any, style: random.Random) -> str:
    gap = style.choice([", ", ",", " , "])
    if isinstance(value, dict):
        return "{" + gap.join(f"{name}: {in_brackets(one, style)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + gap.join(in_brackets(one, style) for one in value) + style.choice(["", " "]) + "]"
    return quoted(value)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    stated, style = draw(data), random.Random(draw(st.integers()))
    fields = "".join(f"{name}:{as_yaml(value, style, 2)}\n" for name, value in stated.items())
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return f"---\n# begins\n{fields}# ends\n---\n字\n".replace("\n", end), stated


@st.composite
def changes(draw: st.DrawFn, stated: dict[str, Any]) -> FieldChange:
    path: list[str | int] = []
    there: Any = stated
    while isinstance(there, dict | list) and there and (not path or draw(st.booleans())):
        step = draw(st.sampled_from([*there] if isinstance(there, dict) else range(len(there))))
        path.append(step)
        there = there[step]
    path = path or ["name"]
    kind = draw(st.sampled_from([SetField, AddItem, RemoveField]))
    return RemoveField(tuple(path)) if kind is RemoveField else kind(tuple(path), draw(values))


@given(texts(), st.data())
def test_any_change_of_any_writing_says_what_was_wanted(
    given_text: tuple[str, dict[str, Any]], more: st.DataObject
) -> None:
    text, stated = given_text
    assert as_read(data_of(text)) == as_read(stated)
    wanted = [more.draw(changes(copy.deepcopy(stated)))]
    try:
        new = edited_front_matter(text, wanted)
    except EditError:
        pytest.fail(f"refused: {wanted}\n{text}")
    assert as_read(data_of(new)) == as_read(changed(stated, wanted))
    assert new.count("\n") == new.count("\r\n") or "\r\n" not in text
    if isinstance(wanted[0], AddItem) and isinstance(stated.get("x"), list):
        assert is_within(text, new)


def test_comments_order_and_quotes_stay() -> None:
    text = (
        "---\n# who\nname: '林语'   # as she writes it\noffers:\n  - topic: design  # x\n    text: foo\n"
        "  # on pictures\n  - 摄影\naccepts: bo\n# end\n---\n\nbody\n"
    )
    new = edited_front_matter(
        text,
        [
            AddItem(("accepts",), "lin"),
            SetField(("offers", 0, "text"), "a: b"),
            AddItem(("offers",), {"topic": "写作", "text": "改稿"}),
        ],
    )
    assert new == (
        "---\n# who\nname: '林语'   # as she writes it\noffers:\n  - topic: design  # x\n    text: \"a: b\"\n"
        "  # on pictures\n  - 摄影\n  - topic: 写作\n    text: 改稿\naccepts: [bo, lin]\n# end\n---\n\nbody\n"
    )


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("body\n", "---\na: x\n---\n\nbody\n"),
        ("", "---\na: x\n---\n"),
        ("---\n---\nbody\n", "---\na: x\n---\nbody\n"),
        ("---\n# only a remark\n---\nbody\n", "---\n# only a remark\na: x\n---\nbody\n"),
        ("---\n标题：甲\n---\nb\n", "---\n标题: 甲\na: x\n---\nb\n"),
        ('+++\nb = 1 # one\n+++\n', '+++\nb = 1 # one\na = "x"\n+++\n'),
        ('{\n  "b": 1\n}\nbody\n', '{\n  "b": 1, "a": "x"\n}\nbody\n'),
        ('"b": 1\n;;;\nbody\n', '"b": 1, "a": "x"\n;;;\nbody\n'),
    ],
)  # fmt: skip
def test_every_format_of_front_matter(text: str, new: str) -> None:
    assert edited_front_matter(text, [SetField(("a",), "x")]) == new


def test_what_cannot_be_read_or_has_no_place_is_refused() -> None:
    with pytest.raises(UnreadableError):
        edited_front_matter("---\na: [\n---\n", [SetField(("b",), "x")])
    with pytest.raises(EditError, match="something else stands there"):
        edited_front_matter("---\na: x\n---\n", [SetField(("a", "b"), "x")])
    with pytest.raises(EditError, match="change it by hand"):
        edited_front_matter("---\na: &x {b: c}\nd: *x\n---\n", [SetField(("d", "b"), "x")])


def test_settings_are_changed_in_their_place() -> None:
    text = (REPOSITORY / "site.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)
    settings["brand"]["color"] = "#123456"
    settings["languages"].append("fr")
    settings["deploy"] = {"place": {"target": "folder", "path": "../out"}}
    for written in (text, text.replace("\n", "\r\n")):
        new = edited_toml(written, settings)
        assert tomllib.loads(new) == settings
        gone = [line for line in written.splitlines() if line not in new.splitlines()]
        assert [line.partition(" ")[0] for line in gone] == ["languages", "color"]
        assert edited_toml(written, tomllib.loads(written)) == written


def test_a_file_that_changed_meanwhile_keeps_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    save_file(path, None, b"one")
    with pytest.raises(FileChangedError):
        save_file(path, None, b"two")
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    save_file(link, b"one", b"two")
    assert (link.is_symlink(), path.read_bytes(), path.stat().st_mode & 0o777) == (True, b"two", 0o640)
    path.write_bytes(b"theirs")
    with pytest.raises(FileChangedError):
        save_file(path, b"two", b"three")
    assert path.read_bytes() == b"theirs"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "link.md"]
