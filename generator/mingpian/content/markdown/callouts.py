"""Turns `> [!NOTE] title` quotes into callouts (GitHub's alerts)."""

import re

from mingpian.content.markdown.labels import BodyLabels

_QUOTE = re.compile(r"(<blockquote>|</blockquote>)")
_FIRST_LINE = re.compile(
    r"\s*<p>\[!(note|tip|important|warning|caution)\][ \t]*(.*?)(\n|<br ?/?>\n?|</p>)", re.I | re.S
)


def callouts(html: str, words: BodyLabels) -> str:
    """Rewrite marked quotes as <aside class="callout callout-note" data-callout="note" role="note">."""
    if "[!" not in html:
        return html
    pieces = _QUOTE.split(html)
    opened: list[bool] = []
    for index in range(1, len(pieces), 2):
        if pieces[index] == "</blockquote>":
            if opened and opened.pop():
                pieces[index] = "</aside>"
            continue
        first = _FIRST_LINE.match(pieces[index + 1])
        opened.append(first is not None)
        if first:
            pieces[index] = _start(first, words)
            rest = pieces[index + 1][first.end() :]
            pieces[index + 1] = rest.lstrip("\n") if first[3] == "</p>" else f"<p>{rest}"
    return "".join(pieces)


def _start(first: re.Match[str], words: BodyLabels) -> str:
    kind = first[1].lower()
    title = first[2].strip() or words.callout(kind)
    return (
        f'<aside class="callout callout-{kind}" data-callout="{kind}" role="note">\n'
        f'<p class="callout-title">{title}</p>\n'
    )
