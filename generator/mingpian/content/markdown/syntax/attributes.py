"""`{.class #id key=value}` after a link, a picture, code, emphasis, a heading or a paragraph."""

import re
from html import escape, unescape

from mingpian.content.markdown.sanitise import PREFIX
from mingpian.content.markdown.stash import MARK, PLACEHOLDER, Stashed, stashed_at
from mingpian.core.patterns import lazy_pattern

Attributes = tuple[tuple[str, str], ...]

_WORD = lazy_pattern(r"""([#.])([^\s{}#.="'<>]+)|([A-Za-z][\w-]*)=(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))|(\S)""")
_IN_TAG = lazy_pattern(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_INLINE = lazy_pattern(
    rf"<(a|code|em|strong|del)((?: [^<>]*)?)>([^<]*+(?:<(?!/?\1\b)[^<]*+)*+)</\1>{MARK}([0-9]+){MARK}"
    rf"|<(img)( [^<>]*?) ?/?>{MARK}([0-9]+){MARK}"
)
_BLOCK = lazy_pattern(r"<(p|h[1-6])((?: [^<>]*)?)>([^<]*+(?:<(?!/?\1\b)[^<]*+)*+)</\1>")
_AT_END = re.compile(rf"(?<=\S)(\s*){MARK}([0-9]+){MARK}\s*\Z")
_SAFE = frozenset(["class", "dir", "height", "id", "lang", "title", "width"])
_NEVER = re.compile(r"on|style\Z|src|href\Z|action|formaction")  # not by this way, not even in trusted text


def parse_attributes(text: str) -> Attributes:
    """Read the inside of the braces. Empty when it is anything but attributes."""
    classes: list[str] = []
    others: dict[str, str] = {}
    for sign, word, key, quoted, single, bare, rest in _WORD.findall(text):
        if rest:
            return ()
        if sign == "." or key == "class":
            classes.append(word or quoted or single or bare)
        else:
            others["id" if sign else key.lower()] = word or quoted or single or bare
    return ((("class", " ".join(classes)),) if classes else ()) + tuple(others.items())


def read_tag(text: str) -> dict[str, str]:
    """The attributes inside a start tag, decoded; the first of equal names counts, as in HTML."""
    found: dict[str, str] = {}
    for name, double, single, bare in _IN_TAG.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def write_tag(attributes: dict[str, str]) -> str:
    """The same as HTML, each with a space before it."""
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def attach(html: str, stash: list[Stashed], trusted: bool) -> str:
    """Move held attributes into the tag that they follow; what follows none stays text."""

    def merged(tag: str, number: str) -> str:
        piece = stashed_at(stash, number)
        return write_tag(_merge(read_tag(tag), piece.attributes, trusted))

    def inline(found: re.Match[str]) -> str:
        name, tag, inside, number, image, image_tag, image_number = found.groups()
        if stashed_at(stash, number or image_number).kind != "attributes":
            return found[0]
        if image:
            return f"<img{merged(image_tag, image_number)} />"
        return f"<{name}{merged(tag, number)}>{inside}</{name}>"

    def block(found: re.Match[str]) -> str:
        name, tag, inside = found.groups()
        end = _AT_END.search(inside[-40:])
        if not end or stashed_at(stash, end[2]).kind != "attributes" or (name == "p" and not end[1]):
            return found[0]
        return f"<{name}{merged(tag, end[2])}>{inside[: len(inside) - len(end[0])]}</{name}>"

    html = _BLOCK.sub(block, _INLINE.sub(inline, html))
    return PLACEHOLDER.sub(lambda found: _as_text(stashed_at(stash, found[1]), found[0]), html)


def _as_text(piece: Stashed, word: str) -> str:
    return escape(piece.source, quote=False) if piece.kind == "attributes" else word


def _merge(own: dict[str, str], added: Attributes, trusted: bool) -> dict[str, str]:
    merged = dict(own)
    for name, value in added:
        if _NEVER.match(name) or not (trusted or name in _SAFE):
            continue
        own_words = name in ("class", "id") and not trusted
        said = " ".join(f"{PREFIX}{word}" for word in value.split()) if own_words else value
        merged[name] = f"{own['class']} {said}" if name == "class" and own.get("class") else said
    return merged
