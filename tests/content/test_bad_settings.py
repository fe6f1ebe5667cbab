"""site.toml: what it states that cannot be."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.bad import PAGE, Bad

FAULTS = [
    Bad(
        "no settings",
        {},
        r"""
        site.toml: error[no-site]: cannot read site.toml: No such file or directory
              = hint: run `mingpian init` to make a site, or go to the folder that has one
        """,
        None,
    ),
    Bad(
        "settings that are no TOML",
        {},
        r"""
        site.toml:2:12: error[bad-toml]: this is not TOML: Invalid value
            2 | base_url = ?
              |            ^
              = hint: write each setting on a line of its own, as `name = "text"`, `name = 3`, `name = true` or `name = ["a", "b"]`
        """,
        b'title = "A"\nbase_url = ?\n',
    ),
    Bad(
        "a mistyped setting",
        {},
        r"""
        site.toml:1:1: warning[bad-value]: `title` is missing
            1 | titel = "A"
              | ^
              = hint: write title = "…"
        site.toml:1:1: warning[unknown-setting]: unknown setting `titel`
            1 | titel = "A"
              | ^^^^^
              = hint: did you mean `title`?
        """,
        b'titel = "A"\n',
    ),
    Bad(
        "a mistyped setting in a table",
        {},
        r"""
        site.toml:3:1: warning[unknown-setting]: unknown setting `colour`
            3 | colour = "#fff"
              | ^^^^^^
              = hint: did you mean `color`?
        """,
        b'title = "A"\n[brand]\ncolour = "#fff"\n',
    ),
    Bad(
        "settings of wrong types",
        {},
        r"""
        site.toml:2:1: error[bad-url]: `base_url` is not a URL: 'example.org'
            2 | base_url = "example.org"
              | ^^^^^^^^
              = hint: write the whole address, such as https://example.org/page
        site.toml:3:1: error[bad-value]: `languages` is not a language tag: 'klingon'
            3 | languages = ["klingon"]
              | ^^^^^^^^^
              = hint: write zh-Hans, zh-Hant, en, …
        site.toml:4:1: error[bad-value]: `timezone` is not a time zone: 'Mars/Olympus'
            4 | timezone = "Mars/Olympus"
              | ^^^^^^^^
              = hint: write an IANA name, such as Asia/Shanghai
        site.toml:5:1: warning[bad-value]: `page_size` is not a whole number: 'many'
            5 | page_size = "many"
              | ^^^^^^^^^
        site.toml:7:1: warning[bad-value]: `brand.color` is not a colour: 'red'
            7 | color = "red"
              | ^^^^^
              = hint: write #rrggbb, such as #8a2b20
        site.toml:9:1: warning[bad-value]: `feeds.limit` is not between 0 and 1000
            9 | limit = 5000
              | ^^^^^
        site.toml:10:1: warning[bad-value]: `rsss` is not a value of `feeds.formats`
           10 | formats = ["rsss"]
              | ^^^^^^^
              = hint: did you mean `rss`?
              = hint: one of: rss, atom, json
        """,
        b'title = "A"\nbase_url = "example.org"\nlanguages = ["klingon"]\ntimezone = "Mars/Olympus"\npage_size = "many"\n[brand]\ncolor = "red"\n[feeds]\nlimit = 5000\nformats = ["rsss"]\n',
    ),
    Bad(
        "a language twice, in other spellings",
        {PAGE: b"---\ntitle: Tea\n---\nx\n"},
        r"""
        site.toml:2:1: warning[bad-value]: `languages` has `zh-Hans` twice
            2 | languages = ["zh-Hans", "en", "zh_cn"]
              | ^^^^^^^^^
              = hint: delete one of them; the site is built in it once
        """,
        b'title = "A"\nlanguages = ["zh-Hans", "en", "zh_cn"]\n',
    ),
    Bad(
        "settings about kinds that do not exist",
        {},
        r"""
        site.toml:3:1: error[bad-value]: `essay` is no kind of entry
            3 | essay = "/x/"
              | ^^^^^
              = hint: did you mean `essays`?
        site.toml:4:1: error[bad-value]: the pattern does not contain {slug}, so that all entries would have one address
            4 | notes = "/x/"
              | ^^^^^
              = hint: write a path such as /{year}/{slug}/; known are {slug}, {year}, {month}, {day}, {section}, {kind}
        site.toml:5:1: error[bad-value]: the pattern leaves the site
            5 | works = "/../{slug}/"
              | ^^^^^
              = hint: write a path such as /{year}/{slug}/; known are {slug}, {year}, {month}, {day}, {section}, {kind}
        site.toml:7:1: error[bad-value]: `authors` has a meaning already; a taxonomy needs another name
            7 | authors = "A"
              | ^^^^^^^
              = hint: call it otherwise, such as `my-authors`; its title may be any
        site.toml:9:1: warning[bad-value]: `esays` is no kind of entry
            9 | kinds = ["esays"]
              | ^^^^^
              = hint: did you mean `essays`?
        """,
        b'title = "A"\n[permalinks]\nessay = "/x/"\nnotes = "/x/"\nworks = "/../{slug}/"\n[taxonomies]\nauthors = "A"\n[feeds]\nkinds = ["esays"]\n',
    ),
    Bad(
        "words in a language that the site does not have",
        {},
        r"""
        site.toml:3:1: warning[bad-value]: `eng` is not among `languages`
            3 | [translations.eng]
              | ^^^^^^^^^^^^^^^^^^
              = hint: did you mean `en`?
        """,
        b'title = "A"\nlanguages = ["zh-Hans", "en"]\n[translations.eng]\ntitle = "B"\n',
    ),
    Bad(
        "a theme that does not exist",
        {},
        r"""
        site.toml:2:1: error[unknown-theme]: there is no theme `defualt`
            2 | theme = "defualt"
              | ^^^^^
              = hint: did you mean `default`?
        """,
        b'title = "A"\ntheme = "defualt"\n',
    ),
    Bad(
        "an owner who does not exist",
        {},
        r"""
        site.toml:2:1: warning[dangling-reference]: there is no `nobody` among the members
            2 | owner = "nobody"
              | ^^^^^
              = hint: the slug is the name of a file in content/members/
        """,
        b'title = "A"\nowner = "nobody"\n',
    ),
    Bad(
        "settings in GBK",
        {},
        r"""
        site.toml:1:1: warning[not-utf-8]: the file is in GBK, and read so
              = hint: save it as UTF-8; in Notepad by `Save As`, where `Encoding` stands
        """,
        b'title = "\xb2\xe8"\n',
    ),
    Bad(
        "a setting twice",
        {},
        r"""
        site.toml:2:12: error[bad-toml]: this is not TOML: Cannot overwrite a value
            2 | title = "B"
              |            ^
              = hint: keep one of them; make a list if both are meant
        """,
        b'title = "A"\ntitle = "B"\n',
    ),
    Bad(
        "a menu that leads nowhere good",
        {},
        r"""
        site.toml:4:1: warning[bad-url]: `menu.url` has the scheme `javascript:`
            4 | url = "javascript:x"
              | ^^^
              = hint: allowed are https:, http:, mailto: and tel:
        site.toml:5:1: warning[missing-setting]: `menu.label` is missing
            5 | [[menu]]
              | ^^^^^^^^
              = hint: write `label: …`
        site.toml:5:1: warning[missing-setting]: `menu.url` is missing
            5 | [[menu]]
              | ^^^^^^^^
              = hint: write `url: …`
        site.toml:6:1: warning[unknown-setting]: unknown setting `lable`
            6 | lable = "y"
              | ^^^^^
              = hint: did you mean `label`?
        """,
        b'title = "A"\n[[menu]]\nlabel = "x"\nurl = "javascript:x"\n[[menu]]\nlable = "y"\n',
    ),
]


@pytest.mark.parametrize("bad", FAULTS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.is_told(tmp_path, capsys)
