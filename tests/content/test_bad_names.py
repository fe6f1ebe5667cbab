"""What entries are called, and how they call each other: slugs, languages, folders, references, links."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.bad import PAGE, Bad

FAULTS = [
    Bad(
        "the same slug twice",
        {
            PAGE: b"---\ntitle: Tea\nslug: tea\n---\nx\n",
            "content/pages/b.md": b"---\ntitle: Other\nslug: tea\n---\nx\n",
        },
        r"""
        content/pages/b.md:3:7: error[duplicate-slug]: `tea` is also the slug of content/pages/a.md
            3 | slug: tea
              |       ^^^
              = hint: give one of them another `slug:`
        """,
    ),
    Bad(
        "slugs that are no names",
        {
            PAGE: b"---\ntitle: Tea\nslug: ../tea\n---\nx\n",
            "content/pages/b.md": b"---\ntitle: Other\nslug: con\n---\nx\n",
        },
        r"""
        content/pages/a.md:3:7: warning[bad-slug]: `slug` contains '/'
            3 | slug: ../tea
              |       ^^^^^^
              = hint: a slug is one part of a URL: letters of any script, digits, `-` and `_`
        content/pages/b.md:3:7: warning[bad-slug]: `slug` is a reserved name on Windows
            3 | slug: con
              |       ^^^
              = hint: a slug is one part of a URL: letters of any script, digits, `-` and `_`
        """,
    ),
    Bad(
        "a language suffix that the site does not have",
        {PAGE: b"---\ntitle: Tea\n---\nx\n", "content/pages/a.fr.md": "---\ntitle: Thé\n---\nx\n".encode()},
        r"""
        content/pages/a.fr.md:1:1: warning[unknown-language]: `fr` is no language of the site, so it is no translation of content/pages/a.md
            1 | ---
              | ^
              = hint: add it to `languages` in site.toml: languages = ["zh-Hans", "fr"]
              = hint: if it is none, nothing is wrong: the file's whole name is its address
        """,
    ),
    Bad(
        "languages that the site does not have",
        {PAGE: b"---\ntitle: Tea\nlang: fr\n---\nx\n", "content/pages/b.md": b"---\ntitle: B\nlang: french\n---\nx\n"},
        r"""
        content/pages/a.md:3:7: warning[unknown-language]: the site has no language `fr`
            3 | lang: fr
              |       ^^
              = hint: add it to `languages` in site.toml, or write one of: zh-Hans
        content/pages/b.md:3:7: warning[bad-value]: `lang` is not a language tag: 'french'
            3 | lang: french
              |       ^^^^^^
              = hint: write zh-Hans, zh-Hant, en, …
        """,
    ),
    Bad(
        "no title",
        {PAGE: b"---\nmenu: x\n---\nx\n"},
        r"""
        content/pages/a.md:2:1: warning[missing-field]: there is no title
            2 | menu: x
              | ^
              = hint: the file's name is the title until you write `title: …`, or begin the text with `# …`
        """,
    ),
    Bad(
        "no name",
        {"content/members/a.md": b"---\nheadline: x\n---\nx\n"},
        r"""
        content/members/a.md:1:1: warning[unreachable]: the owner's card shows no way to reach them
            1 | ---
              | ^
              = hint: write `contact: {email: {value: …, audience: public}}`, or `links: [https://…]`
        content/members/a.md:2:1: warning[missing-field]: `name` is missing
            2 | headline: x
              | ^
              = hint: write `name: …`
        """,
    ),
    Bad(
        "entries in folders of no kind",
        {"content/essay/a.md": b"# Tea\n", "content/b.md": b"# Tea\n", "content/README.md": b"# For people\n"},
        r"""
        content/b.md:1:1: warning[no-kind]: it is in no kind's folder, so it is not read
            1 | # Tea
              | ^
              = hint: the kinds are essays, members, works, offers, events, circles, collaborations, notes, pages
        content/essay/a.md:1:1: warning[no-kind]: it is in no kind's folder, so it is not read
            1 | # Tea
              | ^
              = hint: did you mean content/essays/?
        """,
    ),
    Bad(
        "references to nobody",
        {"content/members/lin.md": b"---\nname: Lin\nheadline: x\ninvited_by: lni\ncircles: [tea]\n---\n"},
        r"""
        content/members/lin.md:1:1: warning[unreachable]: the owner's card shows no way to reach them
            1 | ---
              | ^
              = hint: write `contact: {email: {value: …, audience: public}}`, or `links: [https://…]`
        content/members/lin.md:4:13: warning[dangling-reference]: there is no `lni` among the members
            4 | invited_by: lni
              |             ^^^
              = hint: did you mean `lin`?
        content/members/lin.md:5:11: warning[dangling-reference]: there is no `tea` among the circles
            5 | circles: [tea]
              |           ^^^
              = hint: the slug is the name of a file in content/circles/
        """,
    ),
    Bad(
        "links to nothing",
        {PAGE: b"---\ntitle: Tea\n---\nSee [x](b.md), [[Nobody]] and ![y](y.png).\n"},
        r"""
        content/pages/a.md:4:9: warning[broken-link]: the link `b.md` leads to nothing
            4 | See [x](b.md), [[Nobody]] and ![y](y.png).
              |         ^^^^
        content/pages/a.md:4:16: warning[broken-wikilink]: nothing is called `Nobody`
            4 | See [x](b.md), [[Nobody]] and ![y](y.png).
              |                ^^^^^^^^
              = hint: write `\[[` for the brackets themselves
        content/pages/a.md:4:36: warning[missing-picture]: there is no picture `y.png`
            4 | See [x](b.md), [[Nobody]] and ![y](y.png).
              |                                    ^^^^^
        """,
    ),
]


@pytest.mark.parametrize("bad", FAULTS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.is_told(tmp_path, capsys)
