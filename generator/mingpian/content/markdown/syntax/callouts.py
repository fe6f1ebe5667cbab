"""Turns quotes that begin with `[!type]` into callouts (GitHub's alerts, Obsidian's callouts).

`> [!type]- title` is folded, `+` can be folded and stands open. A type that nobody knows is a callout too, called by
its name. Containers of other systems (`:::tip`) become the same: `containers.py`.
"""

import re
from html import escape

from mingpian.content.markdown.labels import BodyLabels
from mingpian.content.markdown.markup import is_whole
from mingpian.core.patterns import lazy_pattern

ALIASES = {
    "summary": "abstract", "tldr": "abstract", "information": "info", "primary": "info", "hint": "tip",
    "check": "success", "done": "success", "help": "question", "faq": "question", "attention": "warning",
    "warn": "warning", "fail": "failure", "missing": "failure", "error": "danger", "cite": "quote",
    "default": "note", "spoiler": "details", "collapse": "details", "fold": "details",
}  # fmt: skip
_QUOTE = lazy_pattern(r"(<blockquote\b[^<>]*>|</blockquote>)")
_FIRST_LINE = lazy_pattern(
    r"\s*<p>\[!([^\W_][\w -]{0,39})(?:\|[^\]\n]{0,80})?\]([-+]?)(?:[ \t]+(.*?)|[ \t]*)(\n|<br ?/?>\n?|</p>)", re.S
)
_END = {True: "</details>", False: "</aside>"}


def callouts(html: str, words: BodyLabels) -> str:
    """Rewrite marked quotes as callouts, whatever stands in them."""
    if "[!" not in html:
        return html
    pieces = _QUOTE.split(html)
    ends: list[str] = []
    for index in range(1, len(pieces), 2):
        if pieces[index] == "</blockquote>":
            pieces[index] = ends.pop() if ends else pieces[index]
            continue
        first = _FIRST_LINE.match(pieces[index + 1]) if pieces[index] == "<blockquote>" else None
        if first is None or not is_whole(first[3] or ""):
            ends.append("</blockquote>")
            continue
        ends.append(_END[bool(first[2])])
        pieces[index] = start(first[1], (first[3] or "").strip(), words, first[2])
        rest = pieces[index + 1][first.end() :]
        pieces[index + 1] = rest.lstrip("\n") if first[4] == "</p>" else f"<p>{rest}"
    return "".join(pieces)


def callout(type: str, title: str, body: str, words: BodyLabels) -> str:
    """Return a callout of a type with a title and a text, both HTML; `details` is folded."""
    folded = "-" if kind_of(type) == "details" else ""
    return f"{start(type, title, words, folded)}{body.strip()}\n{_END[bool(folded)]}\n"


def kind_of(type: str) -> str:
    """Return what a theme calls a type of callouts: one name for all that mean the same, of letters and hyphens."""
    kind = "-".join(type.lower().split())
    return ALIASES.get(kind, kind)


def start(type: str, title: str, words: BodyLabels, fold: str = "") -> str:
    """Return how a callout begins; one that can be folded is an element that browsers fold themselves."""
    kind = kind_of(type)
    shown = title or escape(words.callout(kind), quote=False)
    classes = f'class="callout callout-{escape(kind)}" data-callout="{escape(kind)}"'
    if fold:
        opened = " open" if fold == "+" else ""
        return f'<details {classes}{opened}>\n<summary class="callout-title">{shown}</summary>\n'
    return f'<aside {classes} role="note">\n<p class="callout-title">{shown}</p>\n'
