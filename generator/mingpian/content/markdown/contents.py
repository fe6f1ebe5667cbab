"""A table of contents where the text asks for one: `[toc]`, `[TOC]`, `[[toc]]`, `[[_TOC_]]`, `{:toc}`, `<!-- toc -->`.

These are the marks of Typora, Python-Markdown, markdown-it, GitLab, kramdown and markdown-toc. One counts that stands
by itself between blocks; within a sentence it is text.
"""

import re
from collections.abc import Sequence
from html import escape

import msgspec

from mingpian.content.markdown.document import Heading
from mingpian.content.markdown.stash import CONTENTS
from mingpian.core.patterns import lazy_pattern

_MARK = r"(?:\[\[?(?:toc|<em>toc</em>)\]\]?|@\[toc\](?:\([^()<]*\))?|\{:toc\}|\$\{toc\})"
_ALONE = lazy_pattern(
    rf"<p>{_MARK}</p>|<([uo])l>\n<li>[^<>]{{0,80}}\n\{{:toc[^{{}}<>]*\}}</li>\n</\1l>|^<!--\s*toc\s*-->$",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN_OUT = re.compile(r"<!--\s*(?:/toc|tocstop)\s*-->", re.IGNORECASE)  # a tool has put a list there
_NAMES = frozenset(["toc", "_toc_"])


class TocEntry(msgspec.Struct, frozen=True):
    """A heading and those below it."""

    heading: Heading
    children: tuple["TocEntry", ...] = ()


def is_mark(target: str) -> bool:
    """Tell whether `[[target]]` asks for a table of contents."""
    return target.lower() in _NAMES


def asked_for(html: str) -> str:
    """Write the marks in an engine's HTML as one character, which cleaning leaves alone."""
    is_possible = "toc" in html or "TOC" in html or "Toc" in html
    return _ALONE.sub(CONTENTS, html) if is_possible and not _WRITTEN_OUT.search(html) else html


def contents(html: str, headings: Sequence[Heading], label: str) -> str:
    """Put the headings, as a list of links within each other, in place of the character; nothing if there are none."""
    if CONTENTS not in html:
        return html
    nav = f'<nav class="contents" aria-label="{escape(label)}">\n{_list(outline(headings))}\n</nav>' if headings else ""
    return html.replace(CONTENTS, nav)


def outline(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    """Return the headings nested by level; a level that is left out does not make an empty entry."""
    entries, _ = _below(headings, 0, 0)
    return entries


def _below(headings: Sequence[Heading], start: int, level: int) -> tuple[tuple[TocEntry, ...], int]:
    entries: list[TocEntry] = []
    index = start
    while index < len(headings) and headings[index].level > level:
        children, after = _below(headings, index + 1, headings[index].level)
        entries.append(TocEntry(headings[index], children))
        index = after
    return tuple(entries), index


def _list(entries: tuple[TocEntry, ...]) -> str:
    items = "\n".join(f"<li>{_link(one.heading)}{_list(one.children)}</li>" for one in entries)
    return f"<ol>\n{items}\n</ol>" if items else ""


def _link(heading: Heading) -> str:
    return f'<a href="#{escape(heading.id)}">{escape(heading.text, quote=False)}</a>'
