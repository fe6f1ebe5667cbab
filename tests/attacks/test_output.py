"""No payload becomes more than text in anything that is built: read with parsers that others wrote."""

from __future__ import annotations

import json
import re
import unicodedata

import icalendar
import vobject
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.attacks.conftest import Hostile
from tests.attacks.corpus import Case

SCHEMES = {"", "http", "https", "mailto", "tel"}
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "cite", "background", "srcset"}
FOREIGN = {"iframe", "object", "embed", "base", "template", "frame", "frameset", "applet", "marquee", "portal"}
_OUR_SCRIPT = re.compile(r"(?:/r/|[./]*)assets/[a-z]+\.[0-9a-f]{8}\.js")
_SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")


def test_the_corpus_is_what_it_says(hostile: Hostile) -> None:
    assert len(hostile.cases) >= 300
    assert len({(case.file, case.place) for case in hostile.cases}) >= 300
    assert hostile.code == 0  # addresses that are none cost their part alone; every page is built
    built = {path.parent.name for path in hostile.files("index.html")}
    kept = [case for case in hostile.cases if "/url-" not in case.file]
    assert [case.file for case in kept if case.file.split("/")[1].removesuffix(".md") not in built] == []


def test_html_has_no_script_handler_or_address_of_theirs(hostile: Hostile) -> None:
    wrong = []
    for path in hostile.files(".html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        wrong += [f"{path.parent.name}: {fault}" for node in page.css("*") if (fault := fault_of(node))]
    assert wrong == []


def fault_of(node: LexborNode) -> str:
    """What is wrong with an element, if anything is."""
    tag = node.tag or ""
    attributes = node.attributes
    if tag in FOREIGN or (tag == "style" and attributes):
        return f"<{tag}>"
    if tag == "script":
        if attributes.get("type") == "application/ld+json":
            json.loads(node.text())
        elif node.text() or not _OUR_SCRIPT.fullmatch(attributes.get("src") or ""):
            return f"<script {attributes}>"
    for name, value in attributes.items():
        scheme = _SCHEME.match(value or "") if name in ADDRESSES else None
        if name.startswith("on") or name in ("style", "srcdoc"):
            return f"<{tag} {name}={value}>"
        if scheme and re.sub(r"\s", "", scheme[1]).lower() not in SCHEMES:
            return f"<{tag} {name}={value}>"
    return ""


def test_every_other_format_is_read_as_what_it_is(hostile: Hostile) -> None:
    strict = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    for path in hostile.files(".xml", ".svg", ".opml"):
        etree.parse(path, strict)
    for path in hostile.files(".json", ".webmanifest"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in hostile.files(".vcf"):
        cards = list(vobject.readComponents(path.read_text(encoding="utf-8")))
        assert [card.name for card in cards] == ["VCARD"], path
        assert "evil" not in {name.lower() for name in cards[0].contents}
    events = {
        path: len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")) for path in hostile.files(".ics")
    }
    assert max(events.values()) == len(list(hostile.root.glob("output/events/*/index.html")))


def test_svg_files_have_no_script_and_no_link(hostile: Hostile) -> None:
    for path in hostile.files(".svg"):
        text = path.read_text(encoding="utf-8").lower()
        assert not any(word in text for word in ("canary", "evil.example", "javascript:", "<!entity", "<?xml-style")), (
            path
        )
        for element in etree.parse(path).iter(etree.Element):
            name = etree.QName(element).localname.lower()
            assert name not in ("script", "foreignobject", "iframe", "embed", "object", "handler"), path
            stated = {etree.QName(key).localname.lower(): str(value) for key, value in element.attrib.items()}
            assert not any(key.startswith("on") for key in stated), path
            assert stated.get("href", "#").startswith(("#", "data:image/png")), path
            assert stated.get("attributename", "x") not in ("href", "xlink:href"), path


def test_hosts_are_told_nothing_of_theirs(hostile: Hostile) -> None:
    for line in (hostile.output / "_redirects").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"/\S* /\S* 30[128]", line), line
    for line in (hostile.output / "_headers").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"(/\S*|  [A-Z][A-Za-z-]+: [\x20-\x7e]+|)", line), line
        assert "canary" not in line


def test_xml_and_text_have_no_control_characters(hostile: Hostile) -> None:
    for path in hostile.files(".xml", ".opml", ".json", ".txt", ".html"):
        text = path.read_text(encoding="utf-8")
        found = {char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Cn") and char not in "\n\t"}
        assert not found, (path, found)


def test_the_terminal_is_written_to_in_plain_characters(hostile: Hostile) -> None:
    assert "Traceback" not in hostile.said
    assert {char for char in hostile.said if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")} == {"\n"}


def test_what_is_for_the_host_alone_is_nowhere(hostile: Hostile) -> None:
    for path in hostile.files():
        assert b"571 000" not in path.read_bytes(), path


def test_template_syntax_is_text(hostile: Hostile) -> None:
    case = next(case for case in hostile.cases if case.place.startswith("members headline: {{"))
    page = (hostile.output / case.file.replace(".md", "/index.html")).read_text(encoding="utf-8")
    assert f"{{{{ canary({number_of(hostile, case)}) }}}}{{% raw %}}" in page


def number_of(hostile: Hostile, case: Case) -> int:
    """The number that the file's payloads carry: that of its first case."""
    return next(one.number for one in hostile.cases if one.file == case.file)


def test_of_what_members_hand_in_only_the_passive_is_published(hostile: Hostile) -> None:
    published = {path.name for path in hostile.files() if path.stem.startswith(("evil", "good"))}
    assert {name for name in published if not name.endswith(".svg")} == {"good.pdf"}
    assert "good.svg" in published  # the others are cleaned: the test of SVG files looks at each
    assert "warning[file-refused]: `evil.html` is not published" in hostile.said
