"""Forms: every field of every kind and setting is in them, and what nobody changed stays as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from mingpian.config.settings import SiteConfig
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.content.kinds import BUILTIN
from mingpian.core.splices import plain_lines
from mingpian.schema.docstrings import field_docs
from mingpian.schema.edits import SetField, as_read
from mingpian.schema.shapes import Anything, Choice, Many, Mapping, Record, Scalar, Shape, record_of
from mingpian.studio.forms import FormLook, fields_html
from mingpian.studio.values import changes, said, shown, tree_of
from tests.example import REPOSITORY

LOOK = FormLook("en", {})
STRUCTS: dict[str, type[msgspec.Struct]] = {
    **{name: kind.fields for name, kind in BUILTIN.items()},
    "site.toml": SiteConfig,
}
HOSTILE = "\"'><script>alert(1)</script>&amp;"
ENTRIES = [path for path in sorted((REPOSITORY / "content").rglob("*.md")) if path.parts[-2] != "static"]


def leaves(shape: Shape, at: str) -> Iterator[str]:
    """The names of the inputs that a value of a shape needs, its lists with one item."""
    match shape:
        case Many(item):
            yield from leaves(item, f"{at}/0")
        case Mapping(inner):
            yield f"{at}/0/name"
            yield from leaves(inner, f"{at}/0/value")
        case Record(_struct, fields):
            for name, field in fields.items():
                yield from leaves(field, f"{at}/{name}")
        case _:
            yield at


def sent(page: str) -> list[tuple[str, str]]:
    """What a browser sends of a form; the line feed that begins a text area is no part of its text."""
    form = html.fragment_fromstring(f"<form>{page}</form>")
    areas = {area.get("name") for area in form.iter("textarea")}
    return [(name, value.removeprefix("\n") if name in areas else value) for name, value in form.form_values()]


@pytest.mark.parametrize("name", STRUCTS)
def test_every_field_has_an_input_with_a_label(name: str) -> None:
    fields, docs = record_of(STRUCTS[name]).fields, field_docs(STRUCTS[name])
    page = html.fragment_fromstring(f"<form>{fields_html(docs, fields, {}, fields, LOOK)}</form>")
    there = {one.get("name") for one in page.iter("input", "select", "textarea")}
    assert {leaf for field, shape in fields.items() for leaf in leaves(shape, field)} <= there
    labelled = {one.get("for") for one in page.iter("label")}
    unnamed = [
        one
        for one in there
        if one not in labelled and not any(part.isdecimal() or part == "name" for part in one.split("/"))
    ]
    assert unnamed == []


def values(shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values as front matter may state them."""
    text = st.text("ab \"'<>&/我0-\n", min_size=1, max_size=6).filter(lambda value: value.strip() == value)
    match shape:
        case Scalar("bool"):
            return st.sampled_from(["true", "false"])
        case Choice(words):
            return st.sampled_from([word for word in words if word])
        case Scalar() | Anything():
            return text
        case Many(item):
            return st.lists(values(item, depth + 1), min_size=1, max_size=2)
        case Mapping(inner):
            return st.dictionaries(
                text.filter(lambda name: "\n" not in name), values(inner, depth + 1), min_size=1, max_size=2
            )
        case Record(_struct, fields):
            some = {name: values(field, depth + 1) for name, field in fields.items()}
            whole = st.fixed_dictionaries({}, optional=some).filter(bool)
            return whole
    raise AssertionError(shape)


@pytest.mark.parametrize("name", STRUCTS)
@given(data=st.data())
def test_a_form_that_is_sent_as_it_is_says_what_was_there(name: str, data: st.DataObject) -> None:
    fields = record_of(STRUCTS[name]).fields
    field = data.draw(st.sampled_from(sorted(fields)))
    value = data.draw(values(fields[field]))
    tree = {field: shown(fields[field], value)}
    page = fields_html({}, fields, tree, [field], LOOK)
    back = tree_of(sent(page))
    assert changes(fields, back, {field: value}) == []
    assert as_read(said(fields[field], back[field], value)) == as_read(said(fields[field], tree[field], value))


def test_the_example_is_not_touched_by_its_forms() -> None:
    assert len(ENTRIES) > 100
    for path in ENTRIES:
        kind = BUILTIN.get(path.relative_to(REPOSITORY / "content").parts[0])
        if kind is None:
            continue
        fields = record_of(kind.fields).fields
        data = split_front_matter(plain_lines(path.read_text(encoding="utf-8"))).located.data
        tree = {name: shown(shape, data.get(name)) for name, shape in fields.items()}
        back = tree_of(sent(fields_html({}, fields, tree, fields, LOOK)))
        assert changes(fields, back, data) == [], path


def test_what_a_form_does_not_show_stays_in_a_record_that_changes() -> None:
    fields = record_of(BUILTIN["members"].fields).fields
    data = {"asks": [{"topic": "译稿", "mood": "急"}, "画画"], "contact": {"email": "a@b.cn"}}
    tree = {name: shown(fields[name], data[name]) for name in data}
    tree["asks"]["0"]["text"] = "谁能看看？"
    tree["contact"]["1"] = {"name": "wechat", "value": {"0": {"value": "lin", "audience": "members"}}}
    made = {str(one.path[0]): one.value for one in changes(fields, tree, data) if isinstance(one, SetField)}
    assert made["asks"] == [{"topic": "译稿", "text": "谁能看看？", "mood": "急"}, "画画"]
    assert made["contact"]["wechat"] == [{"value": "lin", "audience": "members"}]


def test_nothing_that_others_wrote_is_markup_in_a_form() -> None:
    for struct in STRUCTS.values():
        fields = record_of(struct).fields
        tree: dict[str, Any] = {}
        for field, shape in fields.items():
            tree |= tree_of((leaf, HOSTILE) for leaf in leaves(shape, field))
        page = fields_html(dict.fromkeys(fields, HOSTILE), fields, tree, fields, LOOK)
        assert "<script" not in page
        assert {value for _name, value in sent(page) if value} == {HOSTILE}
