"""`![[…]]` by itself stands for the text of another entry; within a sentence it is a link to it."""

import re

import msgspec

from mingpian.content.markdown.stash import PLACEHOLDER, Stashed, placeholder, stashed_at
from mingpian.core.patterns import lazy_pattern

_ALONE = lazy_pattern(rf"<p>((?:\s|<br ?/?>|{PLACEHOLDER.pattern})+)</p>|<li>({PLACEHOLDER.pattern})</li>")


def set_apart(html: str, stash: list[Stashed]) -> str:
    """Take embedded texts out of the paragraphs that hold nothing else but pictures; make links of the others."""

    def block(found: re.Match[str]) -> str:
        inside = found[1] or found[3]
        numbers = [one[1] for one in PLACEHOLDER.finditer(inside)]
        shown = {_kind(stash, number) for number in numbers}
        if "embed" not in shown or not shown <= {"embed", "image"}:
            return found[0]
        apart = "\n".join(_alone(stash, number) for number in numbers)
        return apart if found[1] else f"<li>{apart}</li>"

    def link(found: re.Match[str]) -> str:
        piece = stashed_at(stash, found[1])
        if piece.kind != "ref" or not piece.ref or piece.ref.kind != "embed":
            return found[0]
        return _added(stash, msgspec.structs.replace(piece, ref=msgspec.structs.replace(piece.ref, kind="wikilink")))

    return PLACEHOLDER.sub(link, _ALONE.sub(block, html))


def _kind(stash: list[Stashed], number: str) -> str:
    ref = stashed_at(stash, number).ref
    return ref.kind if ref else ""


def _alone(stash: list[Stashed], number: str) -> str:
    if _kind(stash, number) == "image":
        return f"<p>{placeholder(int(number))}</p>"
    return _added(stash, msgspec.structs.replace(stashed_at(stash, number), kind="embed"))


def _added(stash: list[Stashed], piece: Stashed) -> str:
    stash.append(piece)
    return placeholder(len(stash) - 1)
