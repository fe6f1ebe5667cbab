"""Lines that other systems read otherwise than CommonMark, written as it reads them.

`!!! note "title"`, `??? note` (folded), `???+ note` (open) and `=== "tab"` of MkDocs hold the indented lines that
follow: they become callouts, whatever stands in them. `##标题`, without a blank, is a heading to Typora and many older
programs; one sign alone is a tag.
"""

import re
from collections.abc import Iterator

from mingpian.content.markdown.scripts import CJK
from mingpian.core.patterns import lazy_pattern

_BOX = lazy_pattern(
    r"""(?P<indent>[ \t]*)(?:(?P<sign>!!!|\?\?\?\+?)[ \t]+(?P<type>[A-Za-z][\w-]*)(?:[ \t]+(?:inline|end))*"""
    r"""|===!?\+?(?=[ \t]+"))(?:[ \t]+"(?P<title>[^"\n]*)")?[ \t]*"""
)
_FENCE = lazy_pattern(r"[ \t>]*(?:[-*+][ \t]+|[0-9]{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)")
_HEADING = lazy_pattern(rf"^( {{0,3}}#{{2,6}})(?=[{CJK}])")
_TIGHT = lazy_pattern(f"##[{CJK}]")  # some heading has no blank, or something looks like one
_STEP = 4  # columns by which what belongs to a box is indented
_DEEPEST = 8  # boxes within each other
_FOLDED = {"???": "-", "???+": "+"}


def in_commonmark(text: str) -> str:
    """Return the source with such lines as CommonMark has them; code stays as it is."""
    if not ("!!!" in text or "???" in text or "===" in text or _TIGHT.search(text)):
        return text
    return "\n".join(_lines(text.split("\n"), 0))


def _lines(lines: list[str], depth: int) -> Iterator[str]:
    fence, at = "", 0
    while at < len(lines):
        line, at = lines[at], at + 1
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) and not found[2].strip() else fence
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
        elif (box := _BOX.fullmatch(line)) and depth < _DEEPEST and (end := _end(lines, at, len(box["indent"]))) > at:
            yield from _callout(box, lines[at:end], depth)
            at = end
            continue
        else:
            line = _HEADING.sub(r"\1 ", line)
        yield line


def _end(lines: list[str], start: int, indent: int) -> int:
    """Return where the lines end that are indented further; blank ones between them belong to them."""
    end = start
    for at in range(start, len(lines)):
        line = lines[at].expandtabs(_STEP)
        if not line.strip():
            continue
        if len(line) - len(line.lstrip(" ")) < indent + _STEP:
            break
        end = at + 1
    return end


def _callout(box: "re.Match[str]", inside: list[str], depth: int) -> Iterator[str]:
    indent = box["indent"].expandtabs(_STEP)
    kind, folded = box["type"] or "tab", _FOLDED.get(box["sign"] or "", "")
    dedented = [line.expandtabs(_STEP)[len(indent) + _STEP :] for line in inside]
    yield indent
    yield f"{indent}> [!{kind}]{folded} {box['title'] or ''}".rstrip()
    yield from (f"{indent}> {line}".rstrip() for line in _lines(dedented, depth + 1))
    yield indent
