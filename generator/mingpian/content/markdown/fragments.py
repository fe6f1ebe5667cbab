"""Links to a place in the same text: the heading that the writer means, or a word that there is none."""

import re
from collections.abc import Iterable
from html import escape, unescape
from urllib.parse import unquote

from mingpian.content.markdown.document import BodyProblem
from mingpian.content.markdown.headings import same_but_for_signs, slug
from mingpian.content.markdown.sanitise import PREFIX
from mingpian.core.diagnostics import did_you_mean
from mingpian.i18n import _

_LINK = re.compile(r"""(<a\b[^<>]*?\shref=")#([^"<>]+)(?=")""")
_NO_HEADING = frozenset(["top", "main", "comments", "contact"])  # of the page around the text

Parts = list[str | int]


def settle_fragments(parts: Parts, ids: Iterable[str], problems: list[BodyProblem]) -> Parts:
    """Return the parts with `#Some Words` leading to the id of that heading; links to no id are reported."""
    known = frozenset(ids)

    def settled(found: re.Match[str]) -> str:
        written = unquote(unescape(found[2]))
        named = written.removeprefix(PREFIX)
        if unescape(found[2]) in known or written in known or named in _NO_HEADING or named.startswith(":~:"):
            return found[0]
        candidates = (PREFIX + written, named, slug(named), PREFIX + slug(named))
        place = next((one for one in candidates if one in known), "") or same_but_for_signs(named, known)
        if place:
            return f"{found[1]}#{escape(place)}"
        hint = next(iter(did_you_mean(named, known)), "")
        problems.append(
            BodyProblem("lost-anchor", _("there is no heading `{named}` in this text", named=named), f"#{named}", hint)
        )
        return found[0]

    return [_LINK.sub(settled, part) if isinstance(part, str) and 'href="#' in part else part for part in parts]
