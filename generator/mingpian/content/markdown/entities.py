"""Character references in HTML, read as the characters."""

from html import unescape

_WRITTEN = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))  # by engines; `&` comes last


def unescaped(html: str) -> str:
    """Return text with its references (HTML, 13.5) as characters: by a search for each of the few that engines write,
    where there are no others."""
    if "&" not in html:
        return html
    if html.count("&") != sum(html.count(reference) for reference, _ in _WRITTEN):
        return unescape(html)
    for reference, character in _WRITTEN:
        html = html.replace(reference, character)
    return html
