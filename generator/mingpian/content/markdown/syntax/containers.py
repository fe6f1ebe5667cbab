"""Boxes as other systems write them: `:::tip title` … `:::` of Docusaurus, VuePress, Hexo, HackMD and markdown-it.

Whatever else begins with `:::` and a name that the theme does not know keeps its signs, and its inside is text.
"""

import re
from html import escape

from mingpian.content.markdown.document import Ref
from mingpian.content.markdown.labels import body_labels
from mingpian.content.markdown.syntax.callouts import ALIASES, callout
from mingpian.core.patterns import lazy_pattern

_KINDS = frozenset(
    re.findall(
        r"\S+",
        "note abstract info todo tip success question warning failure danger bug example quote important caution"
        " details",
    )
)
_HEAD = lazy_pattern(r":{3,}[ \t]*([a-z][a-z0-9-]*)[ \t]*(.*?)(?:[ \t]+:{3,})?\Z", re.DOTALL)
_STATED = lazy_pattern(r"""\{?[^{}]*\btitle=(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+))[^{}]*\}?\Z""")
_BRACKETS = lazy_pattern(r"""\[([^\[\]]*)\]|"([^"]*)"\Z|'([^']*)'\Z""")


def is_container(name: str) -> bool:
    """Tell whether the name is that of a box in one of these systems."""
    return name in _KINDS or name in ALIASES


def contained(ref: Ref, body: str, lang: str) -> str:
    """Return what stands for a component that the theme does not know, so that its text is kept."""
    if ref.kind == "span":
        return escape(ref.source, quote=False)
    said = title_of(ref.source)
    is_leaf = ref.source.rstrip().endswith(":::") and bool(said)
    if not is_container(ref.target) or not (body or is_leaf):
        begin = f"<p>{escape(ref.source, quote=False)}</p>\n"
        return f"{begin}{body.strip()}\n<p>{_fence(ref)}</p>\n" if body else begin
    if is_leaf:
        return callout(ref.target, "", f"<p>{escape(said, quote=False)}</p>", body_labels(lang))
    return callout(ref.target, escape(said, quote=False), body, body_labels(lang))


def title_of(source: str) -> str:
    """Return the title that the first line of a box states: after the name, in brackets, in quotes or as it is."""
    head = _HEAD.match(source)
    said = head[2].strip() if head else ""
    stated = _STATED.match(said) or _BRACKETS.match(said)
    return next(filter(None, stated.groups()), "").strip() if stated else said


def _fence(ref: Ref) -> str:
    return ":" * (len(ref.source) - len(ref.source.lstrip(":")))
