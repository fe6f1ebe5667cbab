"""What the site's own taxonomies may be called, and what becomes of those that may not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config.settings import SiteConfig, Taxonomy
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.content.taxonomies import sound
from tests.content import bad


def declared(*names: str) -> SiteConfig:
    return SiteConfig(title="站", languages=("zh-Hans", "en"), taxonomies={name: Taxonomy("题") for name in names})


@given(st.lists(st.text(max_size=8) | st.from_regex(r"[a-z_1-9-]{1,6}", fullmatch=True), max_size=4, unique=True))
def test_any_names_at_all_are_fields_or_are_told_of(names: list[str]) -> None:
    config, told = sound(declared(*names))
    assert {*config.taxonomies} | {str(one.field[1]) for one in told} == {*names}
    assert all(one.hints and one.severity == "error" for one in told)
    stated = {name: [f"v{at}"] for at, name in enumerate(config.taxonomies)}
    text = msgspec.json.encode({"title": "题", **stated}).decode() + "\n字\n"
    parsed, _ = parse_entry("essays/a.md", text.encode(), b"", parse_settings(config))
    assert parsed.entry is not None and parsed.diagnostics == ()
    assert parsed.entry.terms == {"tags": (), **{name: (*terms,) for name, terms in stated.items()}}
    assert parsed.entry.title == "题"


NAMES = {
    "my-tax": True, "题材": True, "1x": True, "__init__": True, "class": True, "None": True, "description": True,
    "a b": False, "x/y": False, "": False, "..": False, "a.b": False, 'a"b': False, "a\\b": False, "-": False,
    "title": False, "Title": False, "date": False, "tags": False, "essays": False, "en": False, "map": False,
    "name_latin": False,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_which_names_will_do(name: str) -> None:
    assert (name in sound(declared(name))[0].taxonomies) is NAMES[name]


def test_two_names_that_are_one_address_are_not_both_taken() -> None:
    assert [*sound(declared("Mood", "mood"))[0].taxonomies] == ["Mood"]


def test_a_name_of_another_program_is_the_site_s_own_where_it_is_declared() -> None:
    config, _ = sound(declared("description"))
    text = "---\ntitle: 题\ndescription: [深, 浅]\n---\n字\n"
    parsed, _ = parse_entry("essays/a.md", text.encode(), b"", parse_settings(config))
    assert parsed.entry is not None and parsed.entry.terms["description"] == ("深", "浅")


@pytest.mark.parametrize("name", ["a b", "title", "tags"])
def test_one_that_cannot_be_is_told_at_its_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = f'title = "A"\n[taxonomies]\nmood = "M"\n"{name}" = "T"\n'
    files = {bad.PAGE: b"---\ntitle: A\nmood: [x]\ntags: [y]\n---\nx\n"}
    assert bad.check(bad.site(tmp_path, files, settings.encode())) == 1
    said = capsys.readouterr().err
    assert said.startswith("site.toml:4:1: error[bad-value]") and said.count("error[") == 1 and "= hint: " in said
