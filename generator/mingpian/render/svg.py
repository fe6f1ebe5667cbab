"""Which SVG pictures may be published: those that can neither act nor fetch."""

import re
from collections.abc import Iterator

_ACTIVE = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"})
_MOVED = re.compile(r"(xlink:)?href|on.*", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|avif);", re.IGNORECASE)
_CSS = re.compile(
    r"""@import|expression\s*\(|image-set|\bsrc\(|\\|url\(\s*["']?(?!\s*(?:#|data:image/(?:png|jpeg|gif|webp)))""", re.I
)


def check_svg(data: bytes) -> None:
    """Raise `ValueError` unless `data` is an SVG without scripts, foreign content, or addresses outside of itself."""
    problem = next(_problems(data), "")
    if problem:
        raise ValueError(f"the SVG {problem}")


def _problems(data: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        yield "is not well-formed XML"
        return
    declared = root.getroottree().docinfo.internalDTD
    if etree.QName(root).localname != "svg":
        yield "has another root element"
    if declared is not None and any(True for _ in declared.iterentities()):
        yield "declares entities"
    for node in root.getroottree().xpath("//node() | /processing-instruction()"):
        if isinstance(node, etree._ProcessingInstruction):
            yield f"has the processing instruction `{node.target}`"
        elif isinstance(node, etree._Element) and isinstance(node.tag, str):
            text = "".join(node.itertext()) if etree.QName(node).localname.lower() == "style" else ""
            yield from _in_element(etree.QName(node).localname.lower(), text, dict(node.attrib))


def _in_element(name: str, text: str, attributes: dict[str, str]) -> Iterator[str]:
    if name in _ACTIVE:
        yield f"has an element `{name}`"
    if _CSS.search(text):
        yield "has a style that fetches"
    for qualified, value in attributes.items():
        attribute = qualified.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            yield f"has an attribute `{attribute}`"
        elif attribute in ("href", "src") and not value.strip().startswith("#") and not _DATA.match(value.strip()):
            yield f"points to `{value[:60]}`"
        elif attribute == "attributename" and _MOVED.fullmatch(value.strip()):
            yield f"animates `{value[:60]}`"
        elif attribute == "base" or ("}" not in qualified and _CSS.search(value)):
            yield f"points elsewhere in `{attribute}`"
