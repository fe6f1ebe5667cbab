"""Drawings (SVG) without what acts, loads or tells of their makers: only what is known to draw is kept.

Drawing programs write much besides: their own elements, metadata, HTML in `foreignObject`, entities in a DOCTYPE. One
that has nothing but drawing is left as it is, byte for byte.
"""

import re
from typing import TYPE_CHECKING

import msgspec

from mingpian.content.media.svg_names import ATTRIBUTES, ELEMENTS, SILENT
from mingpian.content.media.xmp import NONE, Marks, marks_in
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from lxml.etree import _Element

_SVG = "http://www.w3.org/2000/svg"
_MANIFEST = "{http://c2pa.org/manifest}manifest"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RASTER = lazy_pattern(r"data:image/(?:png|jpeg|jpg|gif|webp|avif)[;,]", re.IGNORECASE)
_FONT = lazy_pattern(r"data:(?:font/[a-z0-9-]+|application/(?:x-)?font-[a-z0-9-]+|application/octet-stream)[;,]", re.I)
_NAME = lazy_pattern(r"(?:data|aria)-[a-z0-9-]+")
_COMMENT = lazy_pattern(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORT = lazy_pattern(r"@import\b[^;{}]*;?", re.IGNORECASE)
_URL = lazy_pattern(r"""\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", re.IGNORECASE)
_LOADS = lazy_pattern(
    r"\\|image-set|\bsrc\(|\bimage\(|expression\s*\(|-moz-binding|behavior\s*:|@import|url\(|javascript:", re.I
)


class Clean(msgspec.Struct, frozen=True):
    """A drawing, and in words what it showed or did before and does not now."""

    data: bytes
    dropped: tuple[AnyText, ...] = ()
    lines: tuple[int, ...] = ()
    """Where the first of each stood, from 1."""


def cleaned(data: bytes) -> Clean:
    """Return a drawing in which nothing acts and nothing is loaded from elsewhere. Raises ValueError for no drawing."""
    from lxml import etree

    root = _parsed(data)
    work = _Cleaner()
    document = root.getroottree()
    declared = document.docinfo.internalDTD
    work.changed = declared is not None or data[:1].isspace()
    for node in document.xpath("/processing-instruction()"):
        work.drop(_("a style sheet") if node.target == "xml-stylesheet" else "", node)
    work.element(root)
    if not work.changed:
        return Clean(data)
    etree.cleanup_namespaces(root)
    kept = etree.tostring(root, encoding="unicode", with_tail=False)  # without DOCTYPE and processing instructions
    dropped = tuple(sorted(work.dropped, key=str))
    above = data[: len(data) - len(data.lstrip())].count(b"\n")
    return Clean(kept.encode(), dropped, tuple(above + work.dropped[what] for what in dropped))


def inlined(data: bytes) -> Clean:
    """Return a drawing that may stand in a page: cleaned, and written so that HTML reads in it what XML does. Raises
    ValueError for no drawing."""
    from lxml import etree

    clean = cleaned(data)
    root = _parsed(clean.data)  # without CDATA, in which a page would see the end of a style sheet
    written = etree.tostring(root, encoding="unicode", with_tail=False)
    return msgspec.structs.replace(clean, data=written.encode())


def marks_of_drawing(data: bytes) -> Marks:
    """Return what the metadata of a drawing says of whose it is and how it was made; nothing for no drawing."""
    try:
        return marks_in(_parsed(data))
    except ValueError:
        return NONE


def with_metadata(data: bytes, packet: bytes) -> bytes:
    """Return a drawing without metadata with a packet of XMP as it (SVG 2, 5.9). Raises ValueError for no drawing."""
    from lxml import etree

    root = _parsed(data)
    metadata = etree.Element(f"{{{_SVG}}}metadata", nsmap={None: _SVG})
    metadata.append(etree.fromstring(packet).getroottree().getroot())
    root.text, metadata.tail = None, root.text
    root.insert(0, metadata)
    return bytes(etree.tostring(root, encoding="unicode", with_tail=False), "utf-8")


def is_clean(data: bytes) -> bool:
    """Tell whether a drawing has nothing but drawing, and its content credentials (C2PA 2.1, annex A.3.5)."""
    try:
        root = _parsed(data)
    except ValueError:
        return False
    found = root.findall(f".//{{{_SVG}}}metadata/{_MANIFEST}")
    for manifest in found:
        parent = manifest.getparent()
        if len(manifest) or manifest.attrib or parent is None or len(parent) > 1 or (parent.text or "").strip():
            return False
        _remove(parent)
    if len(found) != 1 or root.getroottree().docinfo.internalDTD is not None or root.xpath("/processing-instruction()"):
        return False
    work = _Cleaner()
    work.element(root)
    return not work.changed


def _parsed(data: bytes) -> "_Element":
    """Return the root element of a drawing. Raises ValueError for no drawing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(_("is no SVG: it is not well-formed XML")) from error
    if etree.QName(root).localname != "svg":
        raise ValueError(_("is no SVG: it has another root element"))
    return root


class _Cleaner:
    """Takes away, and remembers what. One use per drawing."""

    def __init__(self) -> None:
        self.changed = False
        self.dropped: dict[AnyText, int] = {}

    def drop(self, what: AnyText, node: "_Element") -> None:
        """Remember that something was taken away, of a node or with it; `what` is empty when nobody saw it."""
        self.changed = True
        line = node.sourceline or 1
        if what:
            self.dropped[what] = min(line, self.dropped.get(what, line))

    def element(self, root: "_Element") -> None:
        """Clean an element and all that is in it; what is deep does not make this deep."""
        from lxml import etree

        waiting = [root]
        while waiting:
            node = waiting.pop()
            self._attributes(node)
            if _local(node) == "style":
                self._style(node)
                continue
            for child in list(node):
                if isinstance(child, etree._Element) and isinstance(child.tag, str) and self._may_stay(child):
                    waiting.append(child)
                elif isinstance(child, etree._Comment):
                    self.drop("", child)
                    _remove(child)
                else:
                    self.drop(_said(child), child)
                    _remove(child)

    def _may_stay(self, node: "_Element") -> bool:
        if _space(node) not in ("", _SVG) or _local(node) not in ELEMENTS:
            return False
        moved = node.get("attributeName")
        return moved is None or (moved in ATTRIBUTES and moved not in ("href", "style", "class"))

    def _attributes(self, node: "_Element") -> None:
        for name, value in list(node.attrib.items()):
            if self.changed:
                node.set(name, value)  # without entities, which would be written out as such
            plain = str(name).rpartition("}")[2]
            if name in ("href", _XLINK):
                if not _may_point(_local(node), value.strip()):
                    self._remove_attribute(
                        node, name, _("links") if _local(node) == "a" else _("what it loads from elsewhere")
                    )
            elif str(name).startswith("{"):
                if not (str(name).startswith(_XML) and plain in ("space", "lang", "id")):
                    self._remove_attribute(node, name, "")
            elif plain not in ATTRIBUTES and not _NAME.fullmatch(plain):
                self._remove_attribute(node, name, _("what acts") if plain.lower().startswith("on") else "")
            else:
                self._value(node, name, value)

    def _value(self, node: "_Element", name: str | bytes, value: str) -> None:
        clean, is_lost = _css(value) if "(" in value or "\\" in value or ":" in value else (value, False)
        if is_lost and clean:
            node.set(name, clean)
            self.drop(_("what it loads from elsewhere"), node)
        elif is_lost:
            self._remove_attribute(node, name, _("what it loads from elsewhere"))

    def _remove_attribute(self, node: "_Element", name: str | bytes, what: AnyText) -> None:
        del node.attrib[name]
        self.drop(what, node)

    def _style(self, node: "_Element") -> None:
        text, is_lost = _css("".join(map(str, node.xpath("text()"))))
        if len(node) or is_lost:
            for child in list(node):
                node.remove(child)
            node.text = text
            self.drop(_("what it loads from elsewhere") if is_lost else "", node)


def _css(text: str) -> tuple[str, bool]:
    """Return style without what loads anything that is not in the file, and whether there was any."""
    bare = _COMMENT.sub("", text) if "/*" in text else text
    if not _LOADS.search(text) and not _LOADS.search(bare):
        return text, False
    bare = _IMPORT.sub("", bare)
    lost = "@import" in text.lower()

    def checked(found: re.Match[str]) -> str:
        nonlocal lost
        address = next((part for part in found.groups() if part is not None), "").strip()
        if address.startswith("#") or _RASTER.match(address) or _FONT.match(address):
            return found[0]
        lost = True
        return "none"

    bare = _URL.sub(checked, bare)
    if _LOADS.search(_URL.sub("", bare)):
        return "", True
    return (bare, True) if lost else (text, False)


def _may_point(element: str, address: str) -> bool:
    return address.startswith("#") or (element in ("image", "feImage") and _RASTER.match(address) is not None)


def _said(node: "_Element") -> AnyText:
    """Return what a drawing lost with this node, in words; nothing when nobody saw it."""
    if not isinstance(node.tag, str):
        return _("entities") if type(node).__name__ == "_Entity" else ""
    name = _local(node)
    if _space(node) not in ("", _SVG) or name.lower() in SILENT:
        return ""
    if name.lower() == "foreignobject":
        return "" if _has_fallback(node) else _("text in HTML (`foreignObject`)")
    return _("scripts") if name.lower() in ("script", "handler", "listener") else f"`{name[:30]}`"


def _has_fallback(node: "_Element") -> bool:
    parent = node.getparent()
    return parent is not None and _local(parent) == "switch" and node.getnext() is not None


def _remove(node: "_Element") -> None:
    """Take a node away; the text after it stays."""
    parent, before = node.getparent(), node.getprevious()
    assert parent is not None
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    node.tail = None
    parent.remove(node)


def _local(node: "_Element") -> str:
    return str(node.tag).rpartition("}")[2]


def _space(node: "_Element") -> str:
    return str(node.tag).partition("}")[0].removeprefix("{") if "}" in str(node.tag) else ""
