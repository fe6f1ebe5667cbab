"""The sentence of an entry that is put on a card of its own."""

from typing import TYPE_CHECKING

from mingpian import MingpianError, drawable_line
from mingpian.exporters.tree import visible_text
from mingpian.i18n import _

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class QuoteNotFoundError(MingpianError):
    """The entry has no such sentence; the text says so."""


def quoted(tree: "HtmlElement", asked: str) -> str:
    """Return the sentence that was asked for as the entry has it; without one, the first that is marked, or quoted.
    Raises QuoteNotFoundError."""
    if asked:
        wanted = drawable_line(asked)
        if wanted not in drawable_line(visible_text(tree)):
            raise QuoteNotFoundError(_("`{quote}` is not in the text", quote=wanted))
        return wanted
    found = next((text for tag in ("mark", "blockquote") for one in tree.iter(tag) if (text := _in_lines(one))), "")
    if not found:
        raise QuoteNotFoundError(_('nothing is marked (`==…==`) or quoted in it; say which sentence: --quote "…"'))
    return found


def _in_lines(element: "HtmlElement") -> str:
    """Return the text of an element in the lines that its writer made."""
    for end in element.iter("br"):
        end.tail = "\n" + (end.tail or "").lstrip("\n")
    said = "\n".join("".join(part.itertext()) for part in element.iter("p")) or "".join(element.itertext())
    return "\n".join(line for part in said.splitlines() if (line := drawable_line(part)))
