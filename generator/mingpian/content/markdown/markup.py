"""Small corrections to an engine's HTML: what is obsolete, not accessible, or in the wrong language."""

import re
from html import escape, unescape

from mingpian.content.markdown.contents import asked_for
from mingpian.content.markdown.labels import BodyLabels
from mingpian.content.markdown.stash import DONE_TASK, MORE, OPEN_TASK
from mingpian.content.markdown.syntax.attributes import read_tag, write_tag
from mingpian.content.markdown.syntax.wikilinks import sized
from mingpian.core.patterns import lazy_pattern

_TABLE = "<table>\n<thead>"
_MORE = re.compile(r"<!--\s*more\s*-->")
_EMPTY_HEADER = re.compile(r"<th((?: class=\"[^\"]*\")?)></th>")
_ALIGN = re.compile(r'<(t[hd]) align="(left|center|right)">')
_BACK = lazy_pattern(r'(data-footnote-backref-idx="([0-9-]+)") aria-label="[^"]*"')
_PICTURE = lazy_pattern(
    r"<p>(<a (?:[^>\"]|\"[^\"]*\")*>)?<img( [^>]*?) ?/?>(</a>)?"
    r"(?:(?:<br />)?\n<em>((?:[^<]|<(?!/?em>|/p>))*+)</em>)?</p>"
)
_TAGS = lazy_pattern(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>")
VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_SIZED = lazy_pattern(r'<img ((?:[^<>"]|"[^"]*")*?)alt="([^"]*\|\s*[0-9x× ]+)"((?:[^<>"]|"[^"]*")*?) ?/?>')
_TASKS = (
    ('<input type="checkbox" class="task-list-item-checkbox" disabled="" />', OPEN_TASK),
    ('<input type="checkbox" class="task-list-item-checkbox" checked="" disabled="" />', DONE_TASK),
)


def encode_marks(html: str) -> str:
    """Write <!--more-->, task boxes and marks for a table of contents as single characters, which sanitising leaves
    alone."""
    html = asked_for(html)
    if 'type="checkbox"' in html:
        for box, character in _TASKS:
            html = html.replace(box, character)
    return _MORE.sub(MORE, html) if "<!--" in html else html


def complete_markup(html: str, words: BodyLabels) -> str:
    """Write task boxes, tables and footnotes as HTML of today, for the keyboard and for screen readers too."""
    for character, state, label in ((OPEN_TASK, "", words.open), (DONE_TASK, "checked ", words.done)):
        if character in html:
            html = html.replace(character, f'<input type="checkbox" {state}disabled aria-label="{label}" />')
    if _TABLE in html:  # one that is too wide scrolls, by the keyboard too
        html = html.replace(_TABLE, '<table tabindex="0">\n<thead>')
    if ' align="' in html:
        html = _ALIGN.sub(lambda found: f'<{found[1]} class="align-{found[2]}">', html)
    if "></th>" in html:  # a header cell that says nothing heads nothing
        html = _EMPTY_HEADER.sub(lambda found: f"<td{found[1]}></td>", html)
    if '<section class="footnotes"' in html:
        section = f'<section class="footnotes" role="doc-endnotes" aria-label="{words.footnotes}"'
        html = html.replace('<section class="footnotes"', section)
        html = _BACK.sub(lambda found: f'{found[1]} aria-label="{words.back.format(found[2])}"', html)
    return html


def is_whole(html: str) -> bool:
    """Tell whether every tag that begins in the HTML ends in it, and none that does not."""
    depth = 0
    for closing, name, single in _TAGS.findall(html):
        if name in VOID or single:
            continue
        depth += -1 if closing else 1
        if depth < 0:
            return False
    return depth == 0


def sizes(html: str) -> str:
    """Take the size from the text of pictures as Obsidian has it there: `![alt|300](a.png)`."""
    return _SIZED.sub(_with_size, html) if "<img" in html and "|" in html else html


def _with_size(found: re.Match[str]) -> str:
    alt, size = sized(unescape(found[2]))
    attributes = {**read_tag(found[1] + found[3]), **dict(size), "alt": alt}
    return f"<img{write_tag(attributes)} />"


def figures(html: str) -> str:
    """Make a figure of a picture alone, captioned by its title or by an emphasised line below it."""
    return _PICTURE.sub(_figure, html) if "<img" in html else html


def _figure(found: re.Match[str]) -> str:
    link, tag, end, caption = found.groups()
    attributes = read_tag(tag)
    title = attributes.pop("title", "")
    if bool(link) != bool(end) or not (caption or title):
        return found[0]
    picture = f"{link or ''}<img{write_tag(attributes)} />{end or ''}"
    return f"<figure>\n{picture}\n<figcaption>{caption or escape(title, quote=False)}</figcaption>\n</figure>"
