"""What `ref` and `relref` of Hugo mean: a wikilink in a link to a text, an old address within any other address."""

import re
from collections.abc import Callable
from pathlib import Path

from mingpian.importers import blocks
from mingpian.importers.fields import slug_of

_CALL = r"""\{\{[<%]\s*(?:rel)?ref\s+(?:(?:\.|page)\s+)?(?:path=)?["'`]?([^"'`\s]+)["'`]?\s*[%>]\}\}"""
_LINK = re.compile(rf"(?<!!)\[({blocks.LABEL})\]\(\s*<?{_CALL}(#[^\s()<>]*)?>?\s*\)")
_ADDRESS = re.compile(
    rf"""((?:\]\(\s*<?|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*<?|\b(?:href|src|link|url)\s*=\s*["']?)){_CALL}""", re.MULTILINE
)
_ALONE = re.compile(_CALL)

Address = Callable[[str], str]


def without_refs(body: str, address: Address) -> str:
    """Return a text whose references lead to what they mean. `address` says where the text stood that a path means;
    empty for one that is not there, which then stays as it was written."""

    def link(found: "re.Match[str]") -> str:
        if "|" in found[1]:
            return found[0]
        return f"[[{target_of(found[2] + (found[3] or ''))}|{found[1]}]]"

    def placed(found: "re.Match[str]") -> str:
        path, _, fragment = found[2].partition("#")
        return f"{found[1]}{address(path) or path}{'#' if fragment else ''}{fragment}"

    return _ALONE.sub(lambda found: f"[[{target_of(found[1])}]]", _ADDRESS.sub(placed, _LINK.sub(link, body)))


def target_of(stated: str) -> str:
    """Return the slug of the text that a path means, and the part of it."""
    target, _, fragment = stated.partition("#")
    path = Path(target.rstrip("/"))
    name = path.parent.name if path.stem in ("index", "_index") else path.name.removesuffix(".md")
    return slug_of(name) + (f"#{fragment}" if fragment else "")
