"""Files that readers do not get are told of where they are named; and nobody gets what trust keeps."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from mingpian.render.body.bodies import body_html
from tests.render.small import SITE
from tests.site.local_files import PNG, addresses, codes, make, page, published, said

NOWHERE = {
    "[x](/essays/nope/)": "broken-link",
    "[x](/img/no.png)": "broken-link",
    "[x](nope.md)": "broken-link",
    "![x](nope.png)": "missing-picture",
    "![x](/nope.png)": "missing-picture",
    "<video src=nope.mp4></video>": "missing-file",
    "<audio><source src='nope.mp3'></audio>": "missing-file",
    '<a href="nope.pdf">x</a>': "broken-link",
    '<img src="a.png" srcset="nope.png 2x">': "missing-file",
    "[x](C:\\Users\\lin\\a.png)": "own-computer",
    "![x](D:/a.png)": "own-computer",
    "![x](file:///home/lin/a.png)": "own-computer",
    "![x](~/a.png)": "own-computer",
    "![x](x.heic)": "not-for-browsers",
    "![x](x.TIFF)": "not-for-browsers",
    "[x](x.heic)": "not-for-browsers",
    "<video poster=x.heic></video>": "not-for-browsers",
}


@pytest.mark.parametrize("text", NOWHERE)
def test_what_readers_do_not_get_is_told_of_where_it_stands(text: str) -> None:
    small = make({"essays/a.png": PNG, "essays/x.heic": b"GPS", "essays/x.TIFF": b"GPS"}, text)
    (fault,) = said(small)
    assert (fault.code, fault.severity) == (NOWHERE[text], "warning")
    assert fault.needle and fault.file == "content/essays/a.md"
    assert not {path for path in published(small) if path != "essays/a.png"}
    html = page(small)
    assert "C:" not in html and "file:" not in html and "/home/lin" not in html


@pytest.mark.parametrize("text", ["[x](/feed.xml)", "[x](/)", "[x](/tags/)", "[x](/tags#a)", "[x](/essays/a/?b=c)"])
def test_what_the_site_has_is_no_fault(text: str) -> None:
    assert codes(make({}, text)) == []


FIELDS = {
    "cover: nope.png": ("missing-picture", ("cover", "src")),
    "cover: {src: nope.png, alt: 甲}": ("missing-picture", ("cover", "src")),
    "cover: 'C:\\\\Users\\\\lin\\\\a.png'": ("own-computer", ("cover", "src")),
    "cover: http://localhost:3000/a.png": ("own-computer", ("cover", "src")),
    "cover: x.heic": ("not-for-browsers", ("cover", "src")),
    "syndicated: [{platform: wechat, qr: nope.png}]": ("missing-picture", ("syndicated", 0, "qr")),
    "syndicated: [/nowhere/]": ("broken-link", ("syndicated", 0, "url")),
}


@pytest.mark.parametrize("fields", FIELDS)
def test_a_field_that_names_a_missing_file_is_told_of(fields: str) -> None:
    (fault,) = said(make({"essays/x.heic": b"GPS"}, "", fields))
    assert (fault.code, fault.field) == FIELDS[fields] and fault.severity == "warning"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('brand = {logo = "nope.png"}', ("brand", "logo")),
        ('menu = [{label = "甲", url = "/nope/"}]', ("menu", 0, "url")),
        ('links = [{url = "/nope.pdf"}]', ("links", 0, "url")),
    ],
)
def test_what_site_toml_names_is_looked_for_too(line: str, field: tuple[str, ...]) -> None:
    (fault,) = said(make({}, "", settings=f"{line}\n{SITE}"))
    assert (fault.file, fault.field) == ("site.toml", field)


def test_fields_lead_where_bodies_do() -> None:
    files = {"essays/b.md": b"---\ntitle: B\nslug: other\n---\n", "essays/a b.pdf": b"%PDF", "static/x.png": PNG}
    small = make(files, "", "cover: /x.png\nsyndicated: [b.md, 'a%20b.pdf', /x.png, https://example.org/]")
    entry = small.ask("entry", "essays/a.zh-Hans")
    stated = [one.url for one in entry.fields.syndicated]
    assert stated == ["/essays/other/", "/essays/a%20b.pdf", "/x.png", "https://example.org/"]
    assert published(small) == ["essays/a b.pdf", "x.png"] and codes(small) == []


ELSEWHERE = "https://img.example.com/x.png"


@pytest.mark.parametrize("written", [ELSEWHERE, f"![]({ELSEWHERE})", "//img.example.com/x.png"])
def test_a_cover_on_another_site_is_shown_when_the_owner_says_so(written: str) -> None:
    small = make({}, "", f"cover: {json.dumps(written)}")
    image = small.ask("card", "essays/a.zh-Hans").image
    assert image.at("../") == ELSEWHERE == image.at("https://lin.example/") and codes(small) == []


def test_a_cover_on_another_site_is_not_loaded_for_anybody_else() -> None:
    small = make({}, "", f"cover: {ELSEWHERE}", author="mei")
    assert small.ask("card", "essays/a.zh-Hans").image is None
    (fault,) = said(small)
    assert (fault.code, fault.field) == ("picture-elsewhere", ("cover", "src"))


@pytest.mark.parametrize("name", ["x.html", "x.js", "x.svgz", "x.heic"])
def test_trust_holds_for_every_way_to_refer_to_a_file(name: str) -> None:
    ways = (f"[x]({name})", f'<a href="{name}">x</a>', f"![x]({name})", f'<video src="{name}"></video>')
    for text in (*ways, "![x](a b.png =3x4)"):
        small = make({f"essays/{name}": b"x"}, text, f"cover: {name}", author="mei")
        assert published(small) == [] and not any(name in one for one in addresses(page(small)))


@pytest.mark.parametrize(
    "scheme", ["javascript:", "JaVaScRiPt:", "data:text/html,", "vbscript:", "java&#115;cript:", "file:"]
)
@pytest.mark.parametrize("text", ["[x]({}alert(1) a.png)", "![x]({}a b.png =3x4)", "[x](<{}a b.png> =3x4)"])
def test_a_path_with_blanks_brings_no_scheme_past_the_sanitiser(scheme: str, text: str) -> None:
    html = page(make({}, text.format(scheme), author="mei"))
    for value in re.findall(r'(?:src|href)="([^"]*)"', html):
        assert not re.match(r"\s*(?:javascript|data|vbscript|file):", unescape(unescape(value)), re.IGNORECASE)


@pytest.mark.parametrize(
    "text", ["[x](/javascript:alert(1))", "[x](//javascript:alert(1))", "[x](/\\\\javascript:alert(1))"]
)
def test_a_path_from_the_root_is_no_scheme_on_the_home_page(text: str) -> None:
    small = make({}, text, author="mei")
    html = body_html(small.context, small.ask("entry", "essays/a.zh-Hans"), "")
    assert not re.search(r'href="[\s\\]*javascript:', html)
