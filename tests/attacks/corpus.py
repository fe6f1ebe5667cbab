"""The hostile corpus: one site whose members and essays carry every payload in every place that takes words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.attacks.payloads import HTML, MARKDOWN, TEXT, URLS

SITE = """title = "圈子"
base_url = "https://circle.example/"
owner = "host"
languages = ["zh-Hans"]
email = "host@circle.example"
without = ["share"]  # pixels: nothing in them can act, and five hundred take their time

[search]
enabled = true
"""

HOST = """---
name: 主人
aliases: [/old/host/]
asks: [{topic: writing, text: 谁来写}]
contact: {email: {value: host@circle.example, audience: public}, phone: {value: "+86 571 000", audience: host}}
---
我是主人。
"""

# Every field that takes words, by kind; `%` is the payload as a YAML string.
FIELDS: dict[str, dict[str, str]] = {
    "members": {
        "name": "%", "name_latin": "%", "sort_as": "%", "headline": "%", "city": "%", "org": "%", "role": "%",
        "values": "[%]", "now": "%", "summary": "%", "tags": "[%]",
        "offers": "[{topic: %, text: %}]", "asks": "[{topic: %, text: %}]",
        "links": "[{url: 'https://e.example/', label: %, handle: %, platform: %}]",
        "contact": "{wechat: {value: %, audience: public}}",
        "vouches": "[{for: host, why: %}]",
        "photo": "{src: face.png, alt: %, caption: %}",
        "extra": "{x: %}",
    },
    "essays": {
        "title": "%", "summary": "%", "tags": "[%]", "series": "%", "disclosure": "%",
        "sources": "[{title: %, author: %, year: %}]", "cover": "{src: face.png, alt: %, caption: %}",
        "syndicated": "[{url: 'https://e.example/', label: %, platform: %}]", "authors": "[eve]",
    },
    "works": {
        "title": "%", "summary": "%", "client": "%", "problem": "%", "role": "%", "with": "[host]", "topics": "[%]",
        "results": "[{what: %, before: %, after: %, unit: %}, %]",
        "testimonial": "{by: %, text: %, role: %}", "links": "[{url: 'https://e.example/', label: %}]",
    },
    "offers": {
        "title": "%", "by": "[eve]", "for_whom": "%", "solves": "%", "format": "%", "topics": "[%]",
        "price": "{amount: 10, currency: CNY, per: %}", "action": "{label: %, url: 'https://e.example/'}",
    },
    "events": {
        "title": "%", "start": "2027-03-01 19:00", "timezone": "Asia/Shanghai", "venue": "%", "city": "%",
        "hosts": "[eve]", "summary": "%", "tags": "[%]",
    },
    "circles": {"title": "%", "belief": "%", "charter": "%", "admission": "%", "topics": "[%]", "stewards": "[eve]"},
    "notes": {"authors": "[eve]", "tags": "[%]"},
    "pages": {"title": "%", "summary": "%", "menu": "%"},
}  # fmt: skip

URL_FIELDS: dict[str, dict[str, str]] = {
    "members": {"links": "[{url: %, label: x}]", "aliases": "[%]"},
    "essays": {"canonical": "%", "sources": "[{title: x, url: %}]", "syndicated": "[{url: %}]"},
    "works": {"links": "[{url: %}]"},
    "offers": {"action": "{label: x, url: %}"},
    "events": {"online": "%", "signup": "%"},
}


_SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{0}</svg>"
ACTIVE = [
    "html",
    "htm",
    "xhtml",
    "xht",
    "shtml",
    "xml",
    "xsl",
    "js",
    "mjs",
    "css",
    "php",
    "swf",
    "jsp",
    "wasm",
    "svgz",
    "mht",
]
SVG = [
    "<script>canary(1)</script>",
    "<a xlink:href='javascript:canary(1)'><text>x</text></a>",
    "<image href='https://evil.example/x.png'/>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='canary(1)'/></foreignObject>",
    "<rect onclick='canary(1)'/>",
    "<animate attributeName='href' to='javascript:canary(1)'/>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<use href='data:image/svg+xml,x#y'/>",
]
ATTACHMENTS = {
    **{f"evil.{suffix}": b"<html><script>canary(1)</script></html>" for suffix in ACTIVE},
    **{f"evil{at}.svg": _SVG.format(body).encode() for at, body in enumerate(SVG)},
    "good.pdf": b"%PDF-1.4",
    "good.svg": _SVG.format("<rect/>").encode(),
}
"""Files that a member hands in beside their own."""


@dataclass(frozen=True)
class Case:
    """One payload in one place."""

    number: int
    file: str
    place: str


def files() -> tuple[dict[str, str], list[Case]]:
    """The files below content/, and the cases in them."""
    found = {"members/host.md": HOST, "members/eve.md": "---\nname: 夏娃\n---\n我写字。\n"}
    cases: list[Case] = []
    for file, text, places in (*_bodies(), *_components(), *_fields(), *_urls(), *_attachments()):
        number = len(cases)
        found[file] = text.replace("CASE", str(number))
        cases += [Case(number, file, place) for place in places]
    return found, cases


def _bodies() -> Iterator[tuple[str, str, list[str]]]:
    for engine in ("comrak", "python-markdown"):
        for at, payload in enumerate((*HTML, *MARKDOWN)):
            kind = "members" if at % 2 else "essays"
            head = "name: 成员{}" if kind == "members" else "authors: [eve]\ntitle: 文章{}"
            body = payload.format(n="CASE")
            front = f"{head.format(at)} {engine}\nmarkdown: {engine}\nsummary: 说。\naliases: [/old/{engine}-{at}/]"
            text = f"---\n{front}\n---\n前文。\n\n{body}\n\n后文 {body}\n"
            yield f"{kind}/body-{engine}-{at}.md", text, [f"body by {engine}: {payload}"]


COMPONENTS = [
    ":::quote name=% role=%\n%\n:::",
    ":::place % address=% :::",
    ":::video https://www.bilibili.com/video/BV1GJ411x7h7 title=% :::",
    ":::subscribe label=% newsletter=https://e.example/\n%\n:::",
    ":::gallery caption=%\n![%](face.png)\n:::",
    ":::timeline caption=%\n%\n: %\n:::",
]
OF_ADDRESSES = [":::quote name=x source=%\nx\n:::", ":::video % :::", ":::subscribe newsletter=% :::", ":::audio % :::"]


def _components() -> Iterator[tuple[str, str, list[str]]]:
    for uses, payloads in ((COMPONENTS, TEXT), (OF_ADDRESSES, URLS)):
        for at, payload in enumerate(payloads):
            written = payload.format(n="CASE").replace("\n", " ")
            quoted = '"' + written.replace("\\", "\\\\").replace('"', '\\"') + '"'
            label = "" if set(written) & set("[]") else f"见:member[{written}]{{eve}}。"
            body = "\n\n".join((*(use.replace("%", quoted) for use in uses), label))
            text = f"---\nauthors: [eve]\ntitle: 组件{len(uses)}-{at}\n---\n{body}\n"
            yield f"essays/component-{len(uses)}-{at}.md", text, [f"component: {payload}"] * len(uses)


def _fields() -> Iterator[tuple[str, str, list[str]]]:
    for kind, fields in FIELDS.items():
        for at, payload in enumerate(TEXT):
            quoted = json.dumps(payload.format(n="CASE"), ensure_ascii=False)
            lines = [f"{name}: {value.replace('%', quoted)}" for name, value in fields.items()]
            places = [f"{kind} {name}: {payload}" for name, value in fields.items() if "%" in value]
            yield f"{kind}/field-{at}.md", "---\n" + "\n".join(lines) + "\n---\n正文。\n", places


def _urls() -> Iterator[tuple[str, str, list[str]]]:
    needed = {
        "members": "name: 成员", "essays": "authors: [eve]\ntitle: 文章", "works": "title: 作品",
        "offers": "title: 服务", "events": "start: 2027-03-01 19:00\ntitle: 活动",
    }  # fmt: skip
    for kind, fields in URL_FIELDS.items():
        for at, payload in enumerate(URLS):
            quoted = json.dumps(payload.format(n="CASE"), ensure_ascii=False)
            for name, value in fields.items():
                text = f"---\n{needed[kind]} {name} {at}\n{name}: {value.replace('%', quoted)}\n---\n正文。\n"
                yield f"{kind}/url-{name}-{at}.md", text, [f"{kind} {name}: {payload}"]


def _attachments() -> Iterator[tuple[str, str, list[str]]]:
    links = "\n\n".join(f"[x]({name}) ![x]({name})" for name in ATTACHMENTS)
    places = [f"attachment: {name}" for name in ATTACHMENTS if name.startswith("evil")]
    yield "members/attaches.md", f"---\nname: 附件\n---\n{links}\n", places
