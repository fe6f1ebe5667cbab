"""Bad content: each kind of fault with what is said of it, word for word; all faults of a site in one run."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from mingpian.cli import main
from mingpian.config.settings import SiteConfig
from mingpian.content.parse import parse_entry, parse_settings

PAGE = "content/pages/a.md"
SITE = b'title = "A"\n'

YAML_BOMB = b"""---
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
title: [*d, *d, *d, *d, *d, *d, *d, *d, *d]
---
"""


class Bad(NamedTuple):
    """A site with something wrong, and what is said of it."""

    name: str
    files: dict[str, bytes]
    said: str
    site: bytes | None = SITE


ENTRIES = [
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
        "fields of other generators",
        {PAGE: b"---\ntitle: Tea\nlastmod: 2020-01-01\ncategories: [a]\nlayout: post\nauthor: lin\n---\nx\n"},
        r"""
        content/pages/a.md:3:1: warning[unknown-field]: unknown field `lastmod`
            3 | lastmod: 2020-01-01
              | ^^^^^^^
              = hint: that is `updated` here
        content/pages/a.md:4:1: warning[unknown-field]: unknown field `categories`
            4 | categories: [a]
              | ^^^^^^^^^^
              = hint: write `tags`, or declare it in site.toml: taxonomies = { categories = "…" }
        content/pages/a.md:5:1: warning[unknown-field]: unknown field `layout`
            5 | layout: post
              | ^^^^^^
              = hint: delete it; the folder says what kind of entry it is
        content/pages/a.md:6:1: warning[unknown-field]: unknown field `author`
            6 | author: lin
              | ^^^^^^
              = hint: known here: ai, aliases, cover, date, draft, expires, extra, lang, listed, markdown, menu, order, pictures, rights, slug, summary, tags, template, title, updated
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
        content/pages/a.md:1:1: error[not-utf-8]: the file is in UTF-16
              = hint: save it as UTF-8
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
        "an event that ends before it starts",
        {"content/events/a.md": b"---\ntitle: A\nstart: 2026-12-05 10:00\nend: 2026-12-05 09:00\n---\n"},
        r"""
        content/events/a.md:4:6: warning[ends-before-start]: it ends (2026-12-05T09:00:00) before it starts (2026-12-05T10:00:00), so the end is left out
            4 | end: 2026-12-05 09:00
              |      ^^^^^^^^^^^^^^^^
              = hint: put `start` and `end` right; for an evening that ends after midnight, `end` is the next day
        """,
    ),
    Bad(
        "a zone that is whatever the machine is set to",
        {"content/events/a.md": b"---\ntitle: A\nstart: 2026-12-05 10:00\ntimezone: localtime\n---\n"},
        r"""
        content/events/a.md:4:11: warning[bad-value]: `timezone` is not a time zone: 'localtime'
            4 | timezone: localtime
              |           ^^^^^^^^^
              = hint: write an IANA name, such as Asia/Shanghai
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
        """,
    ),
    Bad(
        "a YAML bomb",
        {PAGE: YAML_BOMB},
        r"""
        content/pages/a.md:2:4: error[too-complex]: the front matter is nested or repeated beyond reason
            2 | a: &a [x, x, x, x, x, x, x, x, x]
              |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
    Bad(
        "a list that contains itself",
        {PAGE: b"---\ntitle: &a [*a]\n---\n"},
        r"""
        content/pages/a.md:2:8: error[too-complex]: the front matter is nested or repeated beyond reason
            2 | title: &a [*a]
              |        ^^^^^^^
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
        "a mistyped field",
        {PAGE: b"---\ntitle: Tea\nsumary: x\n---\nx\n"},
        r"""
        content/pages/a.md:3:1: warning[unknown-field]: unknown field `sumary`
            3 | sumary: x
              | ^^^^^^
              = hint: did you mean `summary`?
        """,
    ),
    Bad(
        "a mistyped field inside a list",
        {"content/members/a.md": b"---\nname: A\nvouches:\n  - {for: a, wy: good}\n---\nx\n"},
        r"""
        content/members/a.md:1:1: warning[missing-headline]: the owner's card does not say what they do
            1 | ---
              | ^
              = hint: write `headline: …`: I help X to do Y, in one sentence
        content/members/a.md:1:1: warning[unreachable]: the owner's card shows no way to reach them
            1 | ---
              | ^
              = hint: write `contact: {email: {value: …, audience: public}}`, or `links: [https://…]`
        content/members/a.md:4:11: warning[self-vouch]: A vouches for themselves
            4 |   - {for: a, wy: good}
              |           ^
              = hint: delete it; a vouch is what somebody else says, in their own file
        content/members/a.md:4:14: warning[unknown-field]: unknown field `wy`
            4 |   - {for: a, wy: good}
              |              ^^
              = hint: did you mean `why`?
        """,
    ),
    Bad(
        "wrong types",
        {PAGE: b"---\ntitle: [a, b]\norder: first\nlisted: perhaps\nextra: x\ncover: {src: [a]}\n---\nx\n"},
        r"""
        content/pages/a.md:2:1: warning[wrong-type]: `title` takes one value, not a list; the first is taken
            2 | title: [a, b]
              | ^^^^^
        content/pages/a.md:3:8: warning[bad-value]: `order` is not a whole number: 'first'
            3 | order: first
              |        ^^^^^
        content/pages/a.md:4:9: error[bad-value]: `listed` is neither true nor false: 'perhaps'
            4 | listed: perhaps
              |         ^^^^^^^
              = hint: write true or false
        content/pages/a.md:5:8: warning[wrong-type]: `extra` takes names with values, not text
            5 | extra: x
              |        ^
        """,
    ),
    Bad(
        "words that are no choices",
        {"content/offers/a.md": b"---\ntitle: Tea\navailability: opn\nprice: cheap\n---\nx\n"},
        r"""
        content/offers/a.md:3:15: warning[bad-value]: `opn` is not a value of `availability`
            3 | availability: opn
              |               ^^^
              = hint: did you mean `open`?
              = hint: one of: open, waitlist, full, closed
        content/offers/a.md:4:8: warning[bad-value]: `cheap` is not a value of `price`
            4 | price: cheap
              |        ^^^^^
              = hint: one of: free, on request; or write `price: {amount: 1200, currency: CNY}`
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
        "days that no calendar has",
        {PAGE: b"---\ntitle: Tea\ndate: 2026-02-30\nupdated: yesterday\nexpires: 99999-01-01\n---\nx\n"},
        r"""
        content/pages/a.md:3:7: warning[bad-date]: `date` is not a date: day is out of range for month
            3 | date: 2026-02-30
              |       ^^^^^^^^^^
              = hint: write 2026-03-01, or 2026-03-01 19:30
        content/pages/a.md:4:10: warning[bad-date]: `updated` is not a date: 'yesterday'
            4 | updated: yesterday
              |          ^^^^^^^^^
              = hint: write 2026-03-01, or 2026-03-01 19:30
        content/pages/a.md:5:10: error[bad-date]: `expires` is not a date: '99999-01-01'
            5 | expires: 99999-01-01
              |          ^^^^^^^^^^^
              = hint: write 2026-03-01, or 2026-03-01 19:30
        """,
    ),
    Bad(
        "years and offsets that nothing has",
        {
            "content/members/a.md": "---\nname: Tea\nheadline: x\njoined: ２０２６\nleft: 0000\n---\nx\n".encode(),
            PAGE: b"---\ntitle: Tea\ndate: 2026-01-01 10:00 +25:00\n---\nx\n",
        },
        r"""
        content/members/a.md:4:9: warning[bad-date]: `joined` is not a date: '２０２６'
            4 | joined: ２０２６
              |         ^^^^
              = hint: write 2026-03-01, or 2026-03-01 19:30
        content/members/a.md:5:7: error[bad-date]: `left` has the year 0
            5 | left: 0000
              |       ^^^^
              = hint: write a year between 1000 and 9000
        content/pages/a.md:3:7: warning[bad-date]: `date` has the offset +25:00, which no place has
            3 | date: 2026-01-01 10:00 +25:00
              |       ^^^^^^^^^^^^^^^^^^^^^^^
              = hint: offsets go from -12:00 to +14:00; leave it out for a time in the site's own zone
        """,
    ),
    Bad(
        "addresses that are none",
        {
            "content/essays/a.md": b'---\ntitle: Tea\ndate: 2026-01-01\ncanonical: example.org\nsyndicated: ["javascript:alert(1)", https://u:p@example.org/]\naliases: [old, /../x]\n---\nx\n'
        },
        r"""
        content/essays/a.md:4:12: warning[bad-url]: `canonical` is not a URL: 'example.org'
            4 | canonical: example.org
              |            ^^^^^^^^^^^
              = hint: write the whole address, such as https://example.org/page
        content/essays/a.md:5:14: warning[bad-url]: `syndicated` has the scheme `javascript:`
            5 | syndicated: ["javascript:alert(1)", https://u:p@example.org/]
              |              ^^^^^^^^^^^^^^^^^^^^^
              = hint: allowed are https:, http:, mailto: and tel:
        content/essays/a.md:5:37: warning[bad-url]: `syndicated` carries a user name or password
            5 | syndicated: ["javascript:alert(1)", https://u:p@example.org/]
              |                                     ^^^^^^^^^^^^^^^^^^^^^^^^
              = hint: write the address without what stands before `@`
        content/essays/a.md:6:16: warning[bad-value]: `aliases` leaves the site
            6 | aliases: [old, /../x]
              |                ^^^^^
              = hint: write a path from the site's root, such as /old/page/
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
    Bad(
        "a contact without an audience",
        {"content/members/a.md": b"---\nname: A\nheadline: x\ncontact: {email: a@example.org}\n---\nx\n"},
        r"""
        content/members/a.md:1:1: warning[unreachable]: the owner's card shows no way to reach them
            1 | ---
              | ^
              = hint: write `contact: {email: {value: …, audience: public}}`, or `links: [https://…]`
        content/members/a.md:4:18: warning[no-audience]: `contact.email` states no audience, so it is not published
            4 | contact: {email: a@example.org}
              |                  ^^^^^^^^^^^^^
              = hint: to publish it, write `email: {value: …, audience: public}`; else state `host`
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
        """,
    ),
    Bad(
        "a wide character before the fault",
        {PAGE: "---\ntitle: 茶\ntags: [茶, {水: 山}]\n---\nx\n".encode()},
        r"""
        content/pages/a.md:3:11: warning[wrong-type]: `tags` takes one value, not names with values
            3 | tags: [茶, {水: 山}]
              |            ^^^^^^
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
]

SETTINGS = [
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
        site.toml:1:10: error[not-utf-8]: byte 0xb2 is not UTF-8
            1 | title = "��"
              |          ^
              = hint: save the file as UTF-8; Chinese files from older systems are often in GBK or Big5
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

HOSTILE = {
    "lists in lists in lists": b"---\ntitle: " + b"[" * 60_000 + b"]" * 60_000 + b"\n---\n",
    "names of names of names": b"---\n" + b"? " * 60_000 + b"x\n---\n",
    "items of items of items": b"---\n" + b"- " * 60_000 + b"x\n---\n",
    "tables in tables in tables": b"+++\ntitle" + b".a" * 60_000 + b" = 1\n+++\n",
    "arrays in arrays in arrays": b"+++\ntitle = " + b"[" * 60_000 + b"]" * 60_000 + b"\n+++\n",
    "blanks in a table's name": b'+++\ntitel = 1\na = """\n[' + b" " * 50_000 + b'\n"""\n+++\n',
    "front matter as large as a book": b"---\ntitle: Tea\nsummary: " + b"x" * 300_000 + b"\n---\n",
    "more items than anybody lists": b"---\ntitle: Tea\ntags: [" + b"a," * 5_000 + b"]\n---\n",
    "a name without end": b"---\ntitle: Tea\n" + b"x" * 100_000 + b": y\n---\n",
    "a slug without end": b"---\ntitle: Tea\nslug: " + b"x" * 100_000 + b"\n---\n",
    "a date without end": b"---\ntitle: Tea\ndate: " + b"1" * 100_000 + b"\n---\n",
    "a language without end": b"---\ntitle: Tea\nlang: " + b"a" * 100_000 + b"\n---\n",
    "an address without end": b"---\ntitle: Tea\naliases: " + b"/a" * 50_000 + b"/../\n---\n",
    "a number without end": b"---\ntitle: Tea\norder: " + b"9" * 200_000 + b"\n---\n",
}


COSTS_ITSELF = {
    "blanks in a table's name",
    "more items than anybody lists",
    "a slug without end",
    "a date without end",
    "a language without end",
    "an address without end",
    "a number without end",
}
"""What is left out by itself: the rest of the entry is published."""


def check(root: Path) -> int:
    """Look at a site, in this process: a test of its own says that the command does the same."""
    return main(["check", "--root", str(root), "--verbose", "--quiet", "--jobs", "1"])


COMPONENTS = [
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
        content/data/c.csv:2:1: error[bad-csv]: this is not a table: unexpected end of data
            2 | "1,2
              | ^
        content/data/d.json:2:7: error[bad-json]: this is not JSON: Expecting value
            2 |  "b": }
              |       ^
        content/data/e.toml:1:5: error[bad-toml]: this is not TOML: text needs quotes in TOML: `b`
            1 | a = b
              |     ^
              = hint: write "…"
        content/data/f.yaml:3:1: error[bad-yaml]: this is not YAML: while parsing a flow sequence did not find expected ',' or ']'
              = hint: put quotes around a value that contains `: `, or starts with one of `[{&*!|>%@#`
        content/data/g.json:1:1: error[bad-data]: this is neither a list nor a set of names with values
            1 | 3
              | ^
              = hint: write a table, a list, or names with values
        """,
    ),
]


def site(root: Path, files: dict[str, bytes], settings: bytes | None = SITE) -> Path:
    """Write a site."""
    if settings is not None:
        (root / "site.toml").write_bytes(settings)
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.mark.parametrize("bad", ENTRIES + COMPONENTS + SETTINGS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = check(site(tmp_path, bad.files, bad.site))
    assert capsys.readouterr().err == textwrap.dedent(bad.said).lstrip("\n")
    assert code == (1 if ": error[" in bad.said else 0)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_exhaust_us_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(site(tmp_path, {PAGE: HOSTILE[name]})) == (0 if name in COSTS_ITSELF else 1)
    said = capsys.readouterr().err
    assert said.startswith(f"{PAGE}:")
    assert len(said) < 2_000


FLOODS = {
    "fields in YAML": "---\ntitle: A\n" + "".join(f"f{n}: 1\n" for n in range(3_000)) + "---\n",
    "fields in TOML": "+++\ntitle = 'A'\n" + "".join(f"f{n} = 1\n" for n in range(3_000)) + "+++\n",
    "references": "---\ntitle: A\ncircles: [" + "".join(f"nobody{n}, " for n in range(1_500)) + "]\n---\n",
    "links": "# A\n\n" + "".join(f"[x](nobody{n}.md)\n" for n in range(3_000)),
    "wikilinks": "# A\n\n" + "".join(f"[[nobody {n}]]\n" for n in range(3_000)),
    "pictures": "# A\n\n" + "".join(f"![x](nobody{n}.png)\n" for n in range(3_000)),
}


@pytest.mark.parametrize("name", FLOODS)
def test_one_file_does_not_flood_the_rest(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = FLOODS[name].encode()
    root = site(tmp_path, {"content/essays/a.md": essay, "content/essays/b.md": b"# B\n\n[x](nobody.md)\n"})
    assert check(root) == 0
    said = capsys.readouterr().err
    assert said.count("content/essays/a.md:") <= 103
    assert "more findings in this file are not shown" in said
    assert "content/essays/b.md:3:5: warning[broken-link]" in said


HEADINGS = {
    "# Tea #": "Tea",
    "# Tea ##  ": "Tea",
    "# C#": "C#",
    "#\tC# and D": "C# and D",
    "# " + "# " * 40_000 + "Tea": "# " * 40_000 + "Tea",
}


@pytest.mark.parametrize("heading", HEADINGS, ids=lambda text: text[:12])
def test_the_first_heading_is_the_title(heading: str) -> None:
    parsed, _ = parse_entry("pages/a.md", f"{heading}\n\nText.\n".encode(), b"", parse_settings(SiteConfig(title="A")))
    assert parsed.entry.title == HEADINGS[heading]


def test_an_unknown_field_far_from_all_known_ones_lists_these(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(site(tmp_path, {PAGE: b"---\ntitle: Tea\nfoo: x\n---\n"}))
    assert "= hint: known here: ai, aliases, cover, date, draft, " in capsys.readouterr().err


def a_pipe(pages: Path) -> None:
    os.mkfifo(pages / "a.md")


def a_link_out(pages: Path) -> None:
    outside = pages.parent.parent / "private.md"
    outside.write_text("# Secret\n", encoding="utf-8")
    (pages / "a.md").symlink_to(outside)


def a_linked_folder(pages: Path) -> None:
    (pages.parent / "elsewhere").mkdir()
    (pages / "a.md").symlink_to("../elsewhere")


def a_link_to_nothing(pages: Path) -> None:
    (pages / "a.md").symlink_to("nothing.md")


def a_link_to_itself(pages: Path) -> None:
    (pages / "a.md").symlink_to("a.md")


FILES = [
    (a_pipe, "is not a regular file"),
    (a_link_out, "is a link that leads out of the folder"),
    (a_linked_folder, "is a folder behind a link"),
    (a_link_to_nothing, "cannot be looked at: No such file or directory"),
    (a_link_to_itself, "cannot be looked at: Too many levels of symbolic links"),
]


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and links")
@pytest.mark.parametrize(("make", "said"), FILES, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_no_plain_file_is_named_and_never_opened(
    make: Callable[[Path], None], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"content/pages/good.md": b"# Tea\n"})
    make(root / "content" / "pages")
    assert check(root) == 1
    assert capsys.readouterr().err == f"content/pages/a.md: error[unreadable-file]: {said}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes for a name")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_name_that_is_not_utf_8_can_be_told(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"content/pages/good.md": b"# Tea\n"})
    os.close(os.open(os.fsencode(root) + b"/content/pages/\xb2\xe8.md", os.O_CREAT))
    assert main(["check", "--root", str(root), "--format", form, "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert "has a name that is not UTF-8" in said.out + said.err


def test_all_faults_come_in_one_run_and_good_entries_are_spared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"content/pages/bad{number}.md": b"---\ndraft: perhaps\n---\n" for number in range(5)}
    root = site(tmp_path, {**files, "content/pages/good.md": b"# Good\n", "content/members/m.md": b"\xff"})
    code = main(["build", "--root", str(root), "--jobs", "1"])
    said = capsys.readouterr()
    assert code == 1
    assert [said.err.count(f"{path}:") > 0 for path in files] == [True] * 5
    assert "content/members/m.md:1:1: error[not-utf-8]" in said.err
    assert "Good" in (root / "output" / "good" / "index.html").read_text(encoding="utf-8")
    assert "6 errors" in said.out
