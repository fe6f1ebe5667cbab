"""What a picture says of whose it is and how it was made (XMP, ISO 16684-1): read with care, and written anew.

Only what `Marks` names is ever read or written, so that nothing else of a packet reaches a page: no place, no device,
no names of people in regions of the picture.
"""

from html import escape
from typing import Any, Literal

import msgspec

from mingpian.core.patterns import lazy_pattern

MAX_PACKET = 1024 * 1024  # bytes of XMP that are read: more is a history of editing, or an attack
MAX_TEXT = 2_000  # characters of a value
_MOST = 20  # values of a property
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "cc": "http://creativecommons.org/ns#",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "TC260": "http://www.tc260.org.cn/ns/AIGC/1.0/",
}


class Marks(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What has to stay with a picture: credit, copyright, licence, and labels of generated content."""

    creators: tuple[str, ...] = ()
    rights: str = ""  # the notice of copyright
    owners: tuple[str, ...] = ()
    marked: str = ""  # `True` or `False`: whether there are rights to it
    usage: str = ""  # terms in words
    statement: str = ""  # address of a page about its rights
    credit: str = ""
    license: str = ""  # address
    attribution: str = ""
    attribution_url: str = ""
    licensor_url: str = ""  # where a licence is had
    aigc: str = ""  # the label of GB 45438-2025, one JSON object
    source_type: str = ""  # IPTC's Digital Source Type, an address
    source: str = ""  # what it was made of


Form = Literal["text", "address", "list", "bag", "words"]

_PROPERTIES: tuple[tuple[str, str, Form], ...] = (
    ("creators", "dc:creator", "list"),
    ("rights", "dc:rights", "words"),
    ("source", "dc:source", "text"),
    ("owners", "xmpRights:Owner", "bag"),
    ("marked", "xmpRights:Marked", "text"),
    ("usage", "xmpRights:UsageTerms", "words"),
    ("statement", "xmpRights:WebStatement", "text"),
    ("credit", "photoshop:Credit", "text"),
    ("license", "cc:license", "address"),
    ("attribution", "cc:attributionName", "text"),
    ("attribution_url", "cc:attributionURL", "address"),
    ("licensor_url", "plus:LicensorURL", "text"),
    ("source_type", "Iptc4xmpExt:DigitalSourceType", "text"),
    ("aigc", "TC260:AIGC", "text"),
)
_ADDRESSES = frozenset({"statement", "license", "attribution_url", "licensor_url", "source_type"})
_LISTS = {"list": "Seq", "bag": "Bag", "words": "Alt"}
_NAMES = {
    f"{{{_NAMESPACES[prefix]}}}{name}": field
    for field, qualified, _form in _PROPERTIES
    for prefix, _colon, name in [qualified.partition(":")]
}
_SUBJECTS = frozenset((f"{{{_RDF}}}Description", f"{{{_NAMESPACES['cc']}}}Work"))
_HARMLESS = frozenset((*_NAMES, f"{{{_RDF}}}about", "{http://purl.org/dc/terms/}provenance"))
NONE = Marks()


def read_marks(packet: bytes) -> Marks:
    """Return what a packet of XMP says; nothing for one that is too large, unsound, or declares entities."""
    root = _parsed(packet)
    return NONE if root is None else marks_in(root)


def marks_in(root: Any) -> Marks:
    """Return what the RDF in an XML document says: a packet of XMP, or a drawing (SVG) with metadata in it."""
    found: dict[str, list[str]] = {}
    for description in root.iterfind(f".//{{{_RDF}}}RDF/*"):
        if description.tag not in _SUBJECTS:
            continue
        for name, value in description.attrib.items():
            _take(found, name, [value])
        for child in description:
            if isinstance(child.tag, str):
                _take(found, child.tag, _values(child))
                for licensor in child.iterfind(f".//{{{_NAMESPACES['plus']}}}LicensorURL"):
                    _take(found, licensor.tag, _values(licensor))
    return Marks(**{name: _sound(name, values) for name, values in found.items()})


def says_only_marks(packet: bytes) -> bool:
    """Tell whether a packet of XMP says nothing but what `Marks` names, and where a picture's credentials are."""
    root = _parsed(packet)
    if root is None:
        return False
    descriptions = root.findall(f"{{{_RDF}}}RDF/{{{_RDF}}}Description")
    names = {str(name) for one in descriptions for name in (*one.attrib, *(child.tag for child in one))}
    return len(list(root.iter())) <= MAX_PACKET >> 10 and names <= _HARMLESS


def _parsed(packet: bytes) -> Any:
    from lxml import etree

    start = packet.find(b"<")
    if start < 0 or len(packet) > MAX_PACKET:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(packet[start:].rstrip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root.getroottree().docinfo.internalDTD is None else None


def _take(found: dict[str, list[str]], name: str, values: list[str]) -> None:
    field = _NAMES.get(name, "")
    kept = [text for value in values if (text := _NOT_XML.sub("", value).strip()) and len(text) <= MAX_TEXT]
    if field in _ADDRESSES:
        kept = [text for text in kept if text.startswith(("http://", "https://"))]
    if field and kept:
        found.setdefault(field, kept[:_MOST])


def _values(element: Any) -> list[str]:
    """Return the values of a property: of its list, the address that it names, or its text."""
    items = element.findall(f"./*/{{{_RDF}}}li")
    if items:
        ordered = sorted(items, key=lambda item: item.get(_LANG) not in ("x-default", None))
        return [item.get(f"{{{_RDF}}}resource") or item.text or "" for item in ordered]
    named = element.findall(f"./*/{{{_NAMESPACES['dc']}}}title")  # of an agent, as drawing programs write it
    return [one.text or "" for one in named] or [element.get(f"{{{_RDF}}}resource") or element.text or ""]


def _sound(name: str, values: list[str]) -> Any:
    return tuple(values) if name in ("creators", "owners") else values[0]


def packet_of(marks: Marks) -> bytes:
    """Return a packet of XMP that says this and nothing else; empty when there is nothing to say."""
    lines = [
        _property(qualified, form, value) for field, qualified, form in _PROPERTIES if (value := getattr(marks, field))
    ]
    if not lines:
        return b""
    used = sorted({line[1:].partition(":")[0] for line in lines} | ({"plus"} if marks.licensor_url else set()))
    declared = "".join(f' xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in used)
    inner = "".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
        f'<rdf:Description rdf:about=""{declared}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _property(name: str, form: Form, value: str | tuple[str, ...]) -> str:
    if name == "plus:LicensorURL":  # stands in a list of licensors (PLUS, version 1.2)
        inner = f'<rdf:li rdf:parseType="Resource"><{name}>{escape(str(value), quote=False)}</{name}></rdf:li>'
        return f"<plus:Licensor><rdf:Seq>{inner}</rdf:Seq></plus:Licensor>"
    if form == "address":
        return f'<{name} rdf:resource="{_quoted(str(value))}"/>'
    if form == "text":
        return f"<{name}>{escape(str(value), quote=False)}</{name}>"
    kind, lang = _LISTS[form], ' xml:lang="x-default"' if form == "words" else ""
    values = (value,) if isinstance(value, str) else value
    items = "".join(f"<rdf:li{lang}>{escape(one, quote=False)}</rdf:li>" for one in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _quoted(text: str) -> str:
    return escape(text, quote=False).translate(_IN_QUOTES)
