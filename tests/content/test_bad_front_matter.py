"""Front matter that is no YAML, no TOML, or no fields."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.bad import PAGE, Bad

YAML_BOMB = b"""---
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
title: [*d, *d, *d, *d, *d, *d, *d, *d, *d]
---
"""

FAULTS = [
    Bad(
        "front matter without its end",
        {PAGE: b"---\ntitle: Tea\n\nText\n"},
        r"""
        content/pages/a.md:1:1: error[unclosed-front-matter]: the front matter that begins here has no closing `---`
            1 | ---
              | ^
              = hint: write `---` on a line of its own after the last field
        """,
    ),
    Bad(
        "TOML front matter without its end",
        {PAGE: b"+++\ntitle = 'Tea'\n\nText\n"},
        r"""
        content/pages/a.md:1:1: error[unclosed-front-matter]: the front matter that begins here has no closing `+++`
            1 | +++
              | ^
              = hint: write `+++` on a line of its own after the last field
        """,
    ),
    Bad(
        "a list for front matter",
        {PAGE: b"---\n- a\n- b\n---\nx\n"},
        r"""
        content/pages/a.md:2:1: error[not-a-mapping]: the front matter is not a set of names with values
            2 | - a
              | ^
              = hint: write a name and a value on each line, such as `title: …`
        """,
    ),
    Bad(
        "words for front matter",
        {PAGE: b"---\njust words\n---\nx\n"},
        r"""
        content/pages/a.md:2:1: error[not-a-mapping]: the front matter is not a set of names with values
            2 | just words
              | ^^^^^^^^^^
              = hint: write a name and a value on each line, such as `title: …`
        """,
    ),
    Bad(
        "a bracket that is never closed",
        {PAGE: b"---\ntags: [a, b\ndate: 2024-01-01\n---\n"},
        r"""
        content/pages/a.md:2:7: error[bad-yaml]: this is not YAML: the bracket that opens here is never closed
            2 | tags: [a, b
              |       ^
              = hint: write the bracket that closes it
        """,
    ),
    Bad(
        "a list of several lines without a comma",
        {PAGE: b'---\ntags: [\n  "a" "b",\n]\n---\n'},
        r"""
        content/pages/a.md:3:7: error[bad-yaml]: this is not YAML: while parsing a flow sequence did not find expected ',' or ']'
            3 |   "a" "b",
              |       ^
              = hint: put quotes around a value that contains `: `, or starts with one of `[{&*!|>%@#`
        """,
    ),
    Bad(
        "a slip beside what is no slip",
        {PAGE: "---\ntitle：Tea\ndate: 2024-01-01\ntags: [a, b\n---\n".encode()},
        r"""
        content/pages/a.md:2:6: warning[yaml-slip]: a full-width colon `：` stands after `title`, read as `: `
            2 | title：Tea
              |      ^
              = hint: write `:` and a blank
        content/pages/a.md:4:7: error[bad-yaml]: this is not YAML: the bracket that opens here is never closed
            4 | tags: [a, b
              |       ^
              = hint: write the bracket that closes it
        """,
    ),
    Bad(
        "a YAML bomb",
        {PAGE: YAML_BOMB},
        r"""
        content/pages/a.md:2:4: error[too-complex]: the front matter is nested or repeated beyond reason
            2 | a: &a [x, x, x, x, x, x, x, x, x]
              |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = hint: write it flatter: fewer things inside others, and no `*name` that repeats what stands elsewhere
        """,
    ),
    Bad(
        "a list that contains itself",
        {PAGE: b"---\ntitle: &a [*a]\n---\n"},
        r"""
        content/pages/a.md:2:8: error[too-complex]: the front matter is nested or repeated beyond reason
            2 | title: &a [*a]
              |        ^^^^^^^
              = hint: write it flatter: fewer things inside others, and no `*name` that repeats what stands elsewhere
        """,
    ),
    Bad(
        "a tag that would run a program",
        {PAGE: b"---\ntitle: !!python/object/apply:os.system [ls]\n---\nx\n"},
        r"""
        content/pages/a.md:2:8: warning[yaml-tag]: the tag `tag:yaml.org,2002:python/object/apply:os.system` is not allowed
            2 | title: !!python/object/apply:os.system [ls]
              |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = hint: write the plain value; mingpian knows the type of each field
        """,
    ),
    Bad(
        "tags of types",
        {PAGE: b"---\ntitle: !mine Tea\ndate: !!timestamp 2026-01-01\n---\nx\n"},
        r"""
        content/pages/a.md:2:8: warning[yaml-tag]: the tag `!mine` is not allowed
            2 | title: !mine Tea
              |        ^^^^^^^^^
              = hint: write the plain value; mingpian knows the type of each field
        content/pages/a.md:3:7: warning[yaml-tag]: the tag `tag:yaml.org,2002:timestamp` is not allowed
            3 | date: !!timestamp 2026-01-01
              |       ^^^^^^^^^^^^^^^^^^^^^^
              = hint: write the plain value; mingpian knows the type of each field
        """,
    ),
    Bad(
        "a field twice",
        {PAGE: b"---\ntitle: Tea\nmenu: a\ntitle: Coffee\n---\nx\n"},
        r"""
        content/pages/a.md:4:1: warning[duplicate-field]: `title` stands here twice
            4 | title: Coffee
              | ^^^^^
              = hint: keep one of them; make a list if both are meant
        """,
    ),
    Bad(
        "TOML that is none",
        {PAGE: b"+++\ntitle = Tea\n+++\nx\n"},
        r"""
        content/pages/a.md:2:9: error[bad-toml]: this is not TOML: text needs quotes in TOML: `Tea`
            2 | title = Tea
              |         ^^^
              = hint: write "…"
        """,
    ),
    Bad(
        "a mistyped field in a TOML table",
        {PAGE: b"+++\ntitle = 'Tea'\n[cover]\nsrc = 'a.jpg'\nalts = 'x'\n+++\nx\n"},
        r"""
        content/pages/a.md:3:1: warning[missing-alt]: the picture in `cover` has no alternative text
            3 | [cover]
              | ^^^^^^^
              = hint: write `cover: {src: …, alt: …}`: say what the picture shows; a picture that adds nothing to the text is best left out
        content/pages/a.md:4:1: warning[missing-picture]: there is no picture `a.jpg`
            4 | src = 'a.jpg'
              | ^^^
        content/pages/a.md:5:1: warning[unknown-field]: unknown field `alts`
            5 | alts = 'x'
              | ^^^^
              = hint: did you mean `alt`?
        """,
    ),
    Bad(
        "a TOML field twice",
        {PAGE: b"+++\ntitle = 'Tea'\ntitle = 'B'\n+++\nx\n"},
        r"""
        content/pages/a.md:3:12: error[bad-toml]: this is not TOML: Cannot overwrite a value
            3 | title = 'B'
              |            ^
              = hint: keep one of them; make a list if both are meant
        """,
    ),
    Bad(
        "a colon in an unquoted title",
        {PAGE: b"---\ntitle: Tea: a drink\n---\nx\n"},
        r"""
        content/pages/a.md:2:8: warning[yaml-slip]: the value of `title` needs quotes, and is read as text
            2 | title: Tea: a drink
              |        ^^^^^^^^^^^^
              = hint: put quotes around a value that contains `: `, or starts with one of `[{&*!|>%@#`
        """,
    ),
    Bad(
        "a title that begins with an at sign",
        {PAGE: b"---\ntitle: @tea\n---\nx\n"},
        r"""
        content/pages/a.md:2:8: warning[yaml-slip]: the value of `title` needs quotes, and is read as text
            2 | title: @tea
              |        ^^^^
              = hint: put quotes around a value that contains `: `, or starts with one of `[{&*!|>%@#`
        """,
    ),
    Bad(
        "a tab for indentation",
        {PAGE: b"---\ntitle: Tea\n\tmenu: x\n---\nx\n"},
        r"""
        content/pages/a.md:3:1: error[bad-yaml]: this is not YAML: a line is indented with a tab
            3 | ␉menu: x
              | ^
              = hint: indent with blanks; YAML takes no tabs
        """,
    ),
]


@pytest.mark.parametrize("bad", FAULTS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.is_told(tmp_path, capsys)
