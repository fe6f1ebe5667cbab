"""Hostile values of works, events and recordings in feeds and calendars: each is text there, and nothing more."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import pytest
import vobject
from selectolax.lexbor import LexborHTMLParser

from mingpian.config.settings import SiteConfig
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.render.formats import feed, ical
from tests.attacks.payloads import TEXT, URLS
from tests.attacks.test_output import fault_of
from tests.render.small import SITE, Small

PEOPLE = {
    "members/lin.md": "---\nname: 林\n---\n",
    "members/eve.md": "---\nname: '夏娃 <script>canary(0)</script>'\n---\n",
}
ALL = SITE.replace('languages = ["zh-Hans", "en"]', 'languages = ["zh-Hans"]') + (
    '[feeds]\nlimit = 900\nkinds = ["essays", "works", "events", "offers", "collaborations"]\n'
)
FIELDS = {
    "works": {
        "authors": "[eve]", "client": "%", "period": "%", "problem": "%", "role": "%", "with": "[lin, eve]",
        "results": "[{what: %, before: %, after: %, unit: %}, %]", "testimonial": "{by: %, text: %, role: %}",
    },
    "events": {
        "start": "2027-03-01 19:00", "venue": "%", "city": "%", "hosts": "[eve]", "speakers": "[eve]",
        "status": "tentative",
    },
    "offers": {
        "by": "[eve]", "for_whom": "%", "solves": "%", "format": "%", "price": "{amount: 10, currency: CNY, per: %}",
    },
    "collaborations": {
        "parties": "[eve]", "confirmed_by": "[eve]", "outcome": "%", "period": "%",
        "answers": "{member: eve, topic: %}",
    },
}  # fmt: skip
"""What feeds carry of each kind; `%` is the payload."""


def hostile() -> Small:
    """A site of them."""
    files = dict(PEOPLE)
    for kind, fields in FIELDS.items():
        for at, payload in enumerate(TEXT):
            quoted = json.dumps(payload.format(n=at), ensure_ascii=False)
            lines = [f"{name}: {value.replace('%', quoted)}" for name, value in fields.items()]
            front = "\n".join([f"title: {quoted}", "date: 2026-01-01", f"summary: {quoted}", *lines])
            files[f"{kind}/x{at}.md"] = f"---\n{front}\n---\n正文。\n"
    return Small(files, ALL)


@cache
def told() -> dict[str, list[str]]:
    """What the three formats carry, by the path of an entry, as a feed reader that cleans nothing hands it on."""
    small = hostile()
    found: dict[str, list[str]] = {}
    for path in ("feed.xml", "atom.xml"):
        read = feedparser.parse(small.render(feed.FORMAT, path), sanitize_html=False)
        assert read.bozo == 0
        for entry in read.entries:
            found.setdefault(urlsplit(entry.link).path, []).append(entry.content[0].value)
    for item in json.loads(small.render(feed.FORMAT, "feed.json"))["items"]:
        found.setdefault(urlsplit(item["url"]).path, []).append(item["content_html"])
    return found


@pytest.mark.parametrize("at", range(len(TEXT)))
@pytest.mark.parametrize("kind", FIELDS)
def test_what_an_entry_is_stays_text_in_feeds(kind: str, at: int) -> None:
    carried = told()[f"/{kind}/x{at}/"]
    assert len(carried) == 3
    payload = " ".join(TEXT[at].format(n=at).split())
    for html in carried:
        body = LexborHTMLParser(html).body
        assert body is not None
        assert [fault for node in body.css("*") if (fault := fault_of(node))] == []
        assert payload in " ".join(body.text().split())


NAMES = [
    "a\"b.mp3", "a'b.mp3", "<script>.mp3", "a&amp;b.mp3", "a b.mp3", "讲 座.m4a", "a#b.mp3", "a?b.mp3", "a%2e%2e.mp3",
    "]]>.mp3", "\u202e3pm.mp3", "a\u200bb.ogg", "🀄.opus", "a;b=c.mp3", "a,b.flac", "--.wav", "${x}.mp3", "{{x}}.mp3",
    "A.MP3", "a.html.mp3",
]  # fmt: skip
"""Of files that somebody hands in with an essay."""


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_s_name_is_an_address_and_no_more(name: str) -> None:
    essay = "---\ntitle: E\ndate: 2026-01-01\nauthors: [eve]\n---\n"
    target = "".join(f"%{byte:02X}" for byte in name.encode())
    small = Small({**PEOPLE, "essays/ep/index.md": f"{essay}[听]({target})\n", f"essays/ep/{name}": b"12345"}, ALL)
    for path in ("feed.xml", "atom.xml"):
        (entry,) = feedparser.parse(small.render(feed.FORMAT, path)).entries
        (enclosed,) = entry.enclosures
        parts = urlsplit(enclosed.href)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "lin.example", "", "")
        assert unquote(parts.path) == f"/essays/ep/{name}"
        assert enclosed.href.isascii() and not set(enclosed.href) & set(" \"'<>")
        assert enclosed.type.startswith("audio/")
        assert enclosed.length == "5"


OUT_OF_REACH = [
    *URLS[:-1], "https://e.example/a.mp3", "//e.example/a.mp3", "../../../etc/passwd.mp3", "/etc/passwd.mp3",
    "gone.mp3", "ep.mp3.html", "ep.mp3/", "file:///a.mp3", "data:audio/mpeg;base64,AAAA.mp3", "javascript:a.mp3",
]  # fmt: skip


def test_only_what_the_site_publishes_is_enclosed() -> None:
    uses = [f"[x](<{one.format(n=1)}>)\n\n:::audio {json.dumps(one.format(n=1))} :::" for one in OUT_OF_REACH]
    essay = "---\ntitle: E\ndate: 2026-01-01\nauthors: [eve]\n---\n" + "\n\n".join(uses) + "\n"
    beside = {"essays/ep/hidden.mp3": b"1", "essays/ep/ep.mp3.html": b"<script>", "members/private.mp3": b"1"}
    small = Small({**PEOPLE, "essays/ep/index.md": essay, **beside}, ALL)
    assert small.ask("enclosures", "essays/ep.zh-Hans") == ()


LINES = [
    "a\nATTACH:https://evil.example/",
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:AUDIO",
    "a\rX-EVIL:1",
    "a\u0085X-EVIL:1",
    "a\\nATTACH:evil",
    "a\\\\nATTACH:evil",
    "a;VALUE=URI:https://evil.example/",
    'a";X-EVIL=1:b',
    "a,b;c:d\\",
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "a\x0bX-EVIL:1",
    "=0D=0AATTACH:evil",
    "^n^'x",
    "\u202eCIV:DNE",
    "a\tb",
]
"""Values that would be a line, a parameter or a component of a calendar."""
LONG = [
    letter * count
    for letter in ("长", "🀄", "é", "\u0301a", ";", "\\", "a長")
    for count in (23, 24, 25, 26, 37, 75, 300)
]
"""Lines that are folded, within characters of two, three and four octets, and within escapes."""
IN_CALENDARS = ["title", "summary", "venue", "city", "tags"]


def calendar(value: str) -> bytes:
    quoted = json.dumps(value, ensure_ascii=False)
    fields = [f"{name}: [{quoted}]" if name == "tags" else f"{name}: {quoted}" for name in IN_CALENDARS]
    front = "\n".join(["start: 2027-03-01 19:00", "hosts: [eve]", *fields])
    files = {**PEOPLE, "members/eve.md": f"---\nname: {quoted}\n---\n", "events/e.md": f"---\n{front}\n---\n"}
    return Small(files, 'email = "a@lin.example"\n' + ALL).render(ical.FORMAT, "calendar.ics")


def kept(value: str) -> str:
    """A value as fields of one line keep it."""
    return " ".join(value.split())


@pytest.mark.parametrize("value", [*LINES, *LONG])
def test_a_value_is_one_value_of_a_calendar(value: str) -> None:
    data = calendar(value)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, "RFC 5545, section 3.1"
        line.decode()  # folded between characters
        assert b"\n" not in line and b"\r" not in line
    read: Any = icalendar.Calendar.from_ical(data)
    (event,) = read.walk("VEVENT")
    assert {part.name for part in read.walk()} == {"VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"}
    assert not {"ATTACH", "X-EVIL"} & {name.upper() for name in event}
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", value):  # no text: its fields are left out, and told of
        assert str(event["summary"]) == "e"
        return
    assert kept(str(event["summary"])) == kept(value)
    assert kept(str(event["location"])) == kept(value)  # of the venue and of the city, which are the same
    assert kept(value) in kept(str(event["description"]))
    other = vobject.readOne(data.decode())
    assert kept(other.vevent.summary.value) == kept(value)
    assert "attach" not in other.vevent.contents


@pytest.mark.parametrize(
    "field",
    [
        'repeats: "FREQ=DAILY;COUNT=2\\r\\nATTACH:evil"',
        'repeats: "FREQ=DAILY;X-EVIL=1"',
        'repeats: "FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z:evil"',
        'timezone: "Asia/Shanghai\\r\\nX-EVIL:1"',
        'timezone: "../../etc/passwd"',
        'timezone: "Asia/Shanghai;X=1"',
        'start: "2027-03-01 19:00\\r\\nX-EVIL:1"',
        'end: "2027-03-01;VALUE=DATE"',
        'status: "confirmed\\r\\nX-EVIL:1"',
        'online: "https://e.example/\\r\\nX-EVIL:1"',
        'online: "https://e.example/;X=1\\u000bX-EVIL:1"',
        'lang: "zh-Hans;X=1"',
    ],
)
def test_what_is_no_value_of_a_calendar_is_told_of(field: str) -> None:
    fields = {"title": "title: E", "start": "start: 2027-03-01 19:00", field.partition(":")[0]: field}
    text = "---\n" + "\n".join(fields.values()) + "\n---\n"
    parsed, _ = parse_entry("events/e.md", text.encode(), b"", parse_settings(SiteConfig(title="T")))
    assert parsed.diagnostics  # the field is left out, with its place
    if parsed.entry is not None:
        data = Small({**PEOPLE, "events/e.md": text}, ALL).render(ical.FORMAT, "calendar.ics")
        assert not re.search(rb"^(X-EVIL|ATTACH)|evil|passwd|;X=1|VALUE=DATE", data, re.MULTILINE)
