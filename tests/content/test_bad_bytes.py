"""Bytes that are no text, text that is nothing, and what steers a terminal."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.bad import PAGE, Bad

FAULTS = [
    Bad(
        "a byte order mark is a note",
        {PAGE: "﻿---\ntitle: Tea\n---\nx\n".encode()},
        r"""
        content/pages/a.md:1:1: note[byte-order-mark]: the file begins with a byte order mark, which is ignored
        """,
    ),
    Bad(
        "carriage returns are a note, and lines count as ever",
        {PAGE: b"---\r\ntitle: Tea\r\ntitel: x\r\n---\r\nx\r\n"},
        r"""
        content/pages/a.md:1:1: note[carriage-returns]: the lines end with carriage returns, read as line feeds
        content/pages/a.md:3:1: warning[unknown-field]: unknown field `titel`
            3 | titel: x
              | ^^^^^
              = hint: did you mean `title`?
        """,
    ),
    Bad(
        "GBK in a file of UTF-8",
        {PAGE: b"---\ntitle: \xe8\x8c\xb6\xb2\xe8\n---\nx\n"},
        r"""
        content/pages/a.md:2:9: error[not-utf-8]: byte 0xb2 is not UTF-8
            2 | title: 茶��
              |          ^
              = hint: save the file as UTF-8; Chinese files from older systems are often in GBK or Big5
        """,
    ),
    Bad(
        "UTF-16",
        {PAGE: b"\xff\xfe-\x00-\x00-\x00\n\x00t\x00i\x00t\x00l\x00e\x00:\x00 \x006\x83\n\x00-\x00-\x00-\x00"},
        r"""
        content/pages/a.md:1:1: warning[not-utf-8]: the file is in UTF-16, and read so
              = hint: save it as UTF-8; in Notepad by `Save As`, where `Encoding` stands
        """,
    ),
    Bad(
        "a NUL in the text",
        {PAGE: b"---\ntitle: Tea\n---\nab\x00c\n"},
        r"""
        content/pages/a.md:4:3: warning[nul]: the file contains a NUL character
            4 | ab\u{0}c
              |   ^
              = hint: delete it; it is invisible in most editors
        """,
    ),
    Bad(
        "a NUL in the front matter",
        {PAGE: b"---\ntitle: Te\x00a\n---\nabc\n"},
        r"""
        content/pages/a.md:2:10: warning[nul]: the file contains a NUL character
            2 | title: Te\u{0}a
              |          ^
              = hint: delete it; it is invisible in most editors
        """,
    ),
    Bad(
        "nothing at all",
        {PAGE: b""},
        r"""
        content/pages/a.md:1:1: warning[empty-file]: the file is empty
              = hint: write some text, or delete it
        content/pages/a.md:1:1: warning[missing-field]: there is no title
              = hint: the file's name is the title until you write `title: …`, or begin the text with `# …`
        """,
    ),
    Bad(
        "nothing but blanks",
        {PAGE: b" \n\n"},
        r"""
        content/pages/a.md:1:1: warning[empty-file]: the file is empty
              = hint: write some text, or delete it
        content/pages/a.md:1:1: warning[missing-field]: there is no title
              = hint: the file's name is the title until you write `title: …`, or begin the text with `# …`
        """,
    ),
    Bad(
        "ten megabytes",
        {PAGE: b"---\ntitle: Tea\n---\n" + b"x" * 10 * 1024 * 1024},
        r"""
        content/pages/a.md: error[unreadable-file]: cannot read it: it is larger than 2048 KiB
              = hint: make several entries of it; what is no text to read belongs in a file beside it, which it links to
        """,
    ),
    Bad(
        "control characters",
        {PAGE: b'---\ntitle: "a\\x07b"\nmenu: "\\u202e"\n---\nx\n'},
        r"""
        content/pages/a.md:2:1: warning[missing-field]: there is no title
            2 | title: "a\x07b"
              | ^
              = hint: the file's name is the title until you write `title: …`, or begin the text with `# …`
        content/pages/a.md:2:8: warning[bad-value]: `title` contains a control character
            2 | title: "a\x07b"
              |        ^^^^^^^^
              = hint: delete it; it is invisible in most editors
        content/pages/a.md:3:7: warning[bidi-control]: the invisible character U+202E RIGHT-TO-LEFT OVERRIDE turns the direction of text
            3 | menu: "\u202e"
              |       ^^^^^^^^
              = hint: delete it, unless it stands in text that is written from right to left
        """,
    ),
    Bad(
        "what would steer a terminal",
        {PAGE: b'---\ntitle: Tea\n"\\e[31mtitle": x\n---\nx\n'},
        r"""
        content/pages/a.md:3:1: warning[unknown-field]: unknown field `\u{1b}[31mtitle`
            3 | "\e[31mtitle": x
              | ^^^^^^^^^^^^^
              = hint: did you mean `title`?
        """,
    ),
    Bad(
        "a fault far to the right",
        {PAGE: b"---\ntitle: Tea\ntags: [" + b"a, " * 100 + b"{b: c}, d]\n---\nx\n"},
        r"""
        content/pages/a.md:3:308: warning[wrong-type]: `tags` takes one value, not names with values
            3 | …, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, {b: c}, d]
              |                                                                                  ^^^^^^
              = hint: write the value alone, without names below it
        """,
    ),
    Bad(
        "a wide character before the fault",
        {PAGE: "---\ntitle: 茶\ntags: [茶, {水: 山}]\n---\nx\n".encode()},
        r"""
        content/pages/a.md:3:11: warning[wrong-type]: `tags` takes one value, not names with values
            3 | tags: [茶, {水: 山}]
              |            ^^^^^^
              = hint: write the value alone, without names below it
        """,
    ),
]


@pytest.mark.parametrize("bad", FAULTS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.is_told(tmp_path, capsys)
