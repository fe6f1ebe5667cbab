"""Small sites with files beside their entries, and what their pages lead to."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import unquote

from PIL import Image

from mingpian.core.diagnostics import Diagnostic
from mingpian.render.body.bodies import body_html
from mingpian.render.formats.files import FORMAT
from mingpian.site.missing import missing
from tests.render.small import SITE, Small

LIN = "---\nname: 林语\n---\n"


MEI = "---\nname: 梅\n---\n"


ROOT = "../../"


def png(size: tuple[int, int] = (64, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


PNG = png()


def site(body: str, fields: str = "", author: str = "lin", settings: str = SITE, **_: str) -> Small:
    return make({}, body, fields, author, settings)


def make(files: dict[str, bytes], body: str, fields: str = "", author: str = "lin", settings: str = SITE) -> Small:
    essay = f"---\ntitle: 文\ndate: 2026-01-01\nauthors: [{author}]\n{fields}\n---\n{body}\n"
    people = {"members/lin.md": LIN, "members/mei.md": MEI}
    return Small({**people, "essays/a.md": essay, **files}, settings)


def page(small: Small) -> str:
    return body_html(small.context, small.ask("entry", "essays/a.zh-Hans"), ROOT)


def addresses(html: str) -> list[str]:
    """All addresses on a page, by any attribute, as a browser asks the host for them."""
    html = re.sub(r"='([^']*)'", r'="\1"', html)
    found = re.findall(r'\s(?:src|href|poster|data)="([^"]*)"', html, re.IGNORECASE)
    found += [one.split()[0] for value in re.findall(r'\ssrcset="([^"]*)"', html) for one in value.split(", ")]
    return [unquote(unescape(one)).removeprefix(ROOT) for one in found]


def published(small: Small) -> list[str]:
    return sorted(small.planned(FORMAT))


def said(small: Small) -> list[Diagnostic]:
    return missing(small.model.site, small.model.links, ["tags/index.html", "feed.xml", "index.html"])


def codes(small: Small) -> list[str]:
    return [item.code for item in said(small)]
