"""Components and the tables that they show: what is wrong with either."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.bad import PAGE, Bad

FAULTS = [
    Bad(
        "components that the theme does not have, or that are told too much",
        {PAGE: b"# Tea\n\n:::membr lin :::\n\nSee :member[Lin]{lin colour=red}.\n\n:::quote\nx\n"},
        r"""
        content/pages/a.md:3:1: warning[unknown-component]: there is no component `membr`
            3 | :::membr lin :::
              | ^^^^^^^^^^^^^^^^
              = hint: did you mean `member`?
        content/pages/a.md:5:5: warning[bad-component]: `member` has no argument for `colour`
            5 | See :member[Lin]{lin colour=red}.
              |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = hint: its arguments: `who`
        content/pages/a.md:5:5: warning[unknown-entry]: `member`: `who` names none of the members: `lin`
            5 | See :member[Lin]{lin colour=red}.
              |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/pages/a.md:7:1: warning[unclosed-component]: `:::quote` has no end
            7 | :::quote
              | ^^^^^^^^
              = hint: end it with `:::` on a line of its own, or write `:::quote :::` when it has no text
        """,
    ),
    Bad(
        "files of data that cannot be read",
        {
            PAGE: b"# Tea\n",
            "content/data/a.csv": b"what,price\ntea,3,4\n",
            "content/data/b.csv": b"a,a\n1,2\n",
            "content/data/c.csv": b'a,b\n"1,2\n',
            "content/data/d.json": b'{"a": 1,\n "b": }\n',
            "content/data/e.toml": b"a = b\n",
            "content/data/f.yaml": b"- a\n- [b\n",
            "content/data/g.json": b"3\n",
            "content/data/a.tsv": b"what\nx\n",
        },
        r"""
        content/data/a.csv:2:1: error[bad-csv]: this row has 3 cells, and the table 2 columns
            2 | tea,3,4
              | ^
              = hint: write quotes around a cell that has a `,` in it: "…"
        content/data/a.tsv: error[duplicate-data]: `a` names content/data/a.csv already
              = hint: rename one
        content/data/b.csv:1:1: error[bad-csv]: two columns have the same name
            1 | a,a
              | ^
              = hint: give each column its own
        content/data/c.csv:2:1: error[bad-csv]: the quote that begins a cell here has no end
            2 | "1,2
              | ^
              = hint: write `"` after the cell, and `""` for a quote within it
        content/data/d.json:2:7: error[bad-json]: this is not JSON: Expecting value
            2 |  "b": }
              |       ^
              = hint: names and texts stand in straight double quotes, with a comma between two, and none after the last
        content/data/e.toml:1:5: error[bad-toml]: this is not TOML: text needs quotes in TOML: `b`
            1 | a = b
              |     ^
              = hint: write "…"
        content/data/f.yaml:2:3: error[bad-yaml]: this is not YAML: the bracket that opens here is never closed
            2 | - [b
              |   ^
              = hint: write the bracket that closes it
        content/data/g.json:1:1: error[bad-data]: this is neither a list nor a set of names with values
            1 | 3
              | ^
              = hint: write a table, a list, or names with values
        """,
    ),
]


@pytest.mark.parametrize("bad", FAULTS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.is_told(tmp_path, capsys)
