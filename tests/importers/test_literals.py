"""Data in scripts: what stands there plainly is read, what is worked out is none, and nothing is run."""

# ruff: noqa: E501 (tables are read by row)

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.importers.literals import WorkedOut
from mingpian.importers.literals import given as given_in
from mingpian.importers.owner.accounts import shown_in


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("const a = [{name: 'x', \"url\": `y`, n: -1.5e3, t: true, u: undefined,}, ];", [{"name": "x", "url": "y", "n": "-1.5e3", "t": True, "u": None}]),
        ("let a: Friend[] = [ /* no */ 'b', // end, ]\n 'c' ] as const", ["b", "c"]),
        ("module.exports = { a: 'it\\'s \\u4f60\\n', 中: 'd' }", {"a": "it's 你\n", "中": "d"}),
        ("export default defineConfig({ a: f([1]), b: ['x' + y, `z${1}`] })", {"a": ["1"], "b": [WorkedOut("'x' + y"), WorkedOut("`z${1}`")]}),
        ("window.friends = [{a}, ...more, {m() { return [']'] }, k: () => ({x: 1})}]", [{"a": WorkedOut("a")}, WorkedOut("...more"), {"m": WorkedOut("m() { return [']'] }"), "k": WorkedOut("() => ({x: 1})")}]),
        ("a = [process.env.X || 'u', {b: 'c'}]", [WorkedOut("process.env.X || 'u'"), {"b": "c"}]),
    ],
)  # fmt: skip
def test_what_stands_in_a_script(script: str, value: Any) -> None:
    assert [found for _name, found in given_in(script)] == [value]


def test_what_is_no_data_is_none() -> None:
    for script in (
        "a = [",
        "a = fetch('x')",
        "if (a == [1]) b()",
        "const a = [1].map(f)",
        "[" * 500,
    ):
        assert not [found for _name, found in given_in(script) if found not in ([], {})], script


JSON = st.recursive(
    st.one_of(st.text(), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)


@given(st.one_of(st.lists(JSON, min_size=1), st.dictionaries(st.text(), JSON, min_size=1)))
def test_json_is_a_literal(value: Any) -> None:
    assert [found for _name, found in given_in(f"const a = {json.dumps(value)};")] == [value]


@given(st.text(alphabet="[]{}'\"`,:;/*\\ \na=$(.b", max_size=60))
def test_any_script_is_read_to_its_end(script: str) -> None:
    assert shown_in({"social": [found for _name, found in given_in(f"a = [{script}")]}).links == ()
