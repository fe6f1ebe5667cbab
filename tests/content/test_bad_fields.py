"""Fields that nothing has, and values that a field cannot have."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.bad import PAGE, Bad, check, site

FAULTS = [
    Bad(
        "a picture beside a draft",
        {
            "content/members/a.md": b"---\nname: A\n---\n",
            "content/members/b.md": b"---\nname: B\nheadline: I do\nlinks: [https://b.example/]\n---\n",
            "content/pages/b.md": b"---\ntitle: P\n---\nx\n",
            "content/essays/dr/index.md": b"---\ntitle: D\ndraft: true\n---\n",
            "content/essays/dr/p.pdf": b"%PDF",
            "content/essays/e.md": b"---\ntitle: E\ndate: 2026-01-01\nauthors: a\n---\n[p](dr/p.pdf)\n",
        },
        r"""
        content/essays/e.md:6:5: warning[file-refused]: `dr/p.pdf` is not published: it lies with content/essays/dr/index.md, which is not published
            6 | [p](dr/p.pdf)
              |     ^^^^^^^^
              = hint: hand in a picture, a recording, a PDF or a text; or let the owner publish the file
        """,
        b'title = "A"\nowner = "b"\ntrusted = ["pages/"]\n',
    ),
    Bad(
        "a price that is none",
        {"content/offers/o.md": b'---\ntitle: O\nprice: {amount: -5, currency: ZZZ, per: "<b>"}\nseats: -3\n---\nx\n'},
        r"""
        content/offers/o.md:3:17: warning[bad-value]: `price.amount` is below 0: '-5'
            3 | price: {amount: -5, currency: ZZZ, per: "<b>"}
              |                 ^^
              = hint: write 0, or a number above it
        content/offers/o.md:3:31: warning[bad-value]: `price.currency` is not a currency: 'ZZZ'
            3 | price: {amount: -5, currency: ZZZ, per: "<b>"}
              |                               ^^^
              = hint: write an ISO 4217 code, such as CNY, TWD, HKD or USD
        content/offers/o.md:3:41: warning[bad-value]: `price.per` is not what a price is for: '<b>'
            3 | price: {amount: -5, currency: ZZZ, per: "<b>"}
              |                                         ^^^^^
              = hint: write a word, such as hour, person or project; the rest belongs in `format` or the text
        content/offers/o.md:4:8: warning[bad-value]: `seats` is below 0: '-3'
            4 | seats: -3
              |        ^^
              = hint: write 0, or a number above it
        """,
    ),
    Bad(
        "results that say nothing",
        {"content/works/w.md": b"---\ntitle: W\ndate: 2026-01-01\nresults: [{what: x, before: 3}, 5, y]\n---\nx\n"},
        r"""
        content/works/w.md:4:11: warning[missing-field]: `results.after` is missing
            4 | results: [{what: x, before: 3}, 5, y]
              |           ^^^^^^^^^^^^^^^^^^^^
              = hint: write `after: …`
        content/works/w.md:4:33: warning[bad-value]: `results` does not say of what: '5'
            4 | results: [{what: x, before: 3}, 5, y]
              |                                 ^
              = hint: write a sentence, or `{what: …, before: …, after: …}`
        """,
    ),
    Bad(
        "parts of a series at one place",
        {
            f"content/essays/e{day}.md": f"---\ntitle: E{day}\ndate: 2026-01-0{day}\nseries: {name}\npart: {part}\n---\nx\n".encode()
            for day, name, part in ((1, "S", 1), (2, "s", 1), (3, "S", -7), (4, "T", 1))
        },
        r"""
        content/essays/e2.md:5:7: warning[same-part]: part 1 of the series is also content/essays/e1.md
            5 | part: 1
              |       ^
              = hint: give each part a number of its own, or leave `part` out: then the date decides
        content/essays/e3.md:5:7: warning[bad-value]: `part` is below 0: '-7'
            5 | part: -7
              |       ^^
              = hint: write 0, or a number above it
        """,
    ),
    Bad(
        "circles in a ring",
        {
            f"content/circles/{name}.md": f"---\ntitle: {name}\nparent: {parent}\n---\nx\n".encode()
            for name, parent in (("a", "b"), ("b", "a"), ("c", "c"), ("d", "a"))
        },
        "".join(
            f"""
        content/circles/{name}.md:3:9: warning[cycle]: the circle `{name}` is a part of itself
            3 | parent: {parent}
              |         ^
              = hint: take one `parent` out of the ring""".removeprefix("\n" if name == "a" else "")
            for name, parent in (("a", "b"), ("b", "a"), ("c", "c"))
        )
        + "\n",
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
              = hint: known here: ai, aliases, audio, cover, date, draft, expires, extra, lang, listed, markdown, menu, order, pictures, rights, sample, slug, summary, tags, template, title, updated
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
              = hint: write one of them alone
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
              = hint: write each value on a line of its own below it, with its name before it
        """,
    ),
    Bad(
        "names with values where a list belongs, and a required day that is none",
        {"content/events/a.md": b"---\ntitle: Tea\nstart: soon\ntags: {a: 1}\n---\nx\n"},
        r"""
        content/events/a.md:3:8: error[bad-date]: `start` is not a date: 'soon'
            3 | start: soon
              |        ^^^^
              = hint: write 2026-03-01, or 2026-03-01 19:30
        content/events/a.md:4:1: warning[wrong-type]: `tags` takes a list, not names with values
            4 | tags: {a: 1}
              | ^^^^
              = hint: write a list: `[a, b]`
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
]


@pytest.mark.parametrize("bad", FAULTS, ids=lambda bad: bad.name)
def test_each_fault_is_told_with_its_place_and_a_hint(
    bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.is_told(tmp_path, capsys)


def test_an_unknown_field_far_from_all_known_ones_lists_these(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(site(tmp_path, {PAGE: b"---\ntitle: Tea\nfoo: x\n---\n"}))
    assert "= hint: known here: ai, aliases, audio, cover, date, draft, " in capsys.readouterr().err
