"""Recognises HTML that needs no cleaning, but a prefix to its ids: all its tags are such as an engine writes itself.

Most texts hold no raw HTML. An engine told to leave it out makes every tag of theirs, so that tags are well-formed and
nested rightly; here each one is compared with a short list of forms all the same, its address included. What has any
other tag gets the full treatment, which takes eight times as long.
"""

import re

from mingpian.content.markdown.sanitise import PREFIX, excess
from mingpian.core.patterns import lazy_pattern

_TAG = re.compile(r"<[^>]*>")
_PLAIN = frozenset(
    [
        *(f"<{name}>" for name in ("sup", "code", "hr /", "br /")),
        *(
            form
            for name in (
                *("p", "em", "strong", "del", "ul", "ol", "li", "blockquote", "pre", "dl", "dt", "dd"),
                *("table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"),
            )
            for form in (f"<{name}>", f"</{name}>")
        ),
        *("</sup>", "</code>", "</a>", "</section>"),
        *(f'<{name} align="{side}">' for name in ("th", "td") for side in ("left", "center", "right")),
        '<ul class="contains-task-list">',
        '<li class="task-list-item">',
        '<sup class="footnote-ref">',
        '<section class="footnotes" data-footnotes>',
    ]
)
_WORD = "[A-Za-z0-9_.-]+"
_PATH = "[A-Za-z0-9_.~/%-]"  # no colon: no scheme
_ADDRESS = rf"(?:https?://{_PATH}+|{_PATH}+)(?:\?[A-Za-z0-9_.~/%=-]*)?(?:#[A-Za-z0-9_.~/%-]+)?"
_TITLE = '(?: title="[^"&<>]*")?'
_FORMS = lazy_pattern(
    rf'(?:<a href="{_ADDRESS}"{_TITLE}>|<img src="{_ADDRESS}" alt="[^"&<>]*"{_TITLE} />'
    rf'|<code class="language-[A-Za-z0-9_+-]+">|<ol start="[0-9]+">|<li id="fn-{_WORD}">'
    rf'|<a href="#fn-{_WORD}" id="fnref-{_WORD}" data-footnote-ref>'
    rf'|<a href="#fnref-{_WORD}" class="footnote-backref" data-footnote-backref'
    rf' data-footnote-backref-idx="[0-9-]+" aria-label="Back to reference [0-9-]+">)*+'
)
_OTHERWISE_WRITTEN = ("\r", "\xa0")


def harmless(html: str) -> str | None:
    """Return what `sanitise` makes of an engine's HTML, if that is sure without it; else None.

    The HTML must have been made of a text without raw HTML: here tags are looked at, and not their order.
    """
    tags = _TAG.findall(html)
    if len(tags) != html.count("<") or not _FORMS.fullmatch("".join(set(tags) - _PLAIN)):
        return None
    if any(character in html for character in _OTHERWISE_WRITTEN) or excess(html):
        return None
    if "footnote" in html:
        if any("</a>" not in piece for piece in html.split("<a ")[1:]):
            return None  # a footnote's number within a link: links cannot be nested
        html = html.replace(' id="fn', f' id="{PREFIX}fn').replace(' href="#fn', f' href="#{PREFIX}fn')
        for name in ("data-footnotes>", "data-footnote-ref>", "data-footnote-backref "):
            html = html.replace(f" {name}", f' {name[:-1]}=""{name[-1]}')
    return html.replace(" />", ">").replace("&quot;", '"')
