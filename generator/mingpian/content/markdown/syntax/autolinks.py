"""Finds bare URLs and mail addresses in Chinese and Latin text, where neither has to stand between spaces.

The rules are GFM's (extended autolinks: which punctuation at the end belongs to the sentence), and two
more: a URL ends before full-width punctuation, and Chinese letters belong to it only where a part of the
path begins with them. `https://a.cn/文档` is all URL; in `请看https://a.cn/x查看` it ends after the `x`.
"""

import re
from html import escape
from urllib.parse import quote

from mingpian.content.markdown.scripts import HANGUL, LETTERS
from mingpian.content.markdown.stash import Stashed
from mingpian.core.patterns import lazy_pattern

_ASCII = r"A-Za-z0-9\-._~:/?#@!$&'()*+,;=%"
_OTHER = f"\u00c0-\u1fff{HANGUL}"  # letters of other scripts that words of ASCII mix with
_LABEL = rf"(?:[A-Za-z0-9{_OTHER}](?:[A-Za-z0-9\-{_OTHER}])*|[{LETTERS}][A-Za-z0-9\-{LETTERS}]*)"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?"
_REST = rf"(?:[/?#](?:[{_ASCII}{_OTHER}]|(?<=[/?#=&_\-])[{LETTERS}]+)*)?"
_URL = lazy_pattern(rf"(?:https?://|www\.){_HOST}{_REST}")
_LOCAL = re.compile(r"[A-Za-z0-9._+\-]+\Z")
_DOMAIN = lazy_pattern(r"@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}(?![A-Za-z0-9\-_@]|:[A-Za-z0-9])")
_TAIL = lazy_pattern(r"(?:[?!.,:*_~']|&[A-Za-z0-9]+;)+\Z")
_TAIL_LENGTH = 64  # of punctuation that is looked at; more is no sentence
_URL_LENGTH = 2_048  # what is longer is cut there, as some browsers would
_INSIDE_MARKUP = ("](", '="', "='")


Found = tuple[int, int, Stashed]  # start, end, what is there


def url_at(text: str, at: int, since: int) -> Found | None:
    """The bare URL whose `://` or `www.` stands at `at`; None when it is part of other markup.

    It begins not before `since`.
    """
    start = at
    if text[at] == ":":
        start = at - 5 if text.startswith("https", max(0, at - 5)) else at - 4
        if start < since or not text.startswith("http", start):
            return None
    before = text[max(0, start - 2) : start]
    if before.endswith(("<", "=", "/", "@", ".", "-", "_", ":")) or before in _INSIDE_MARKUP:
        return None
    if before[-1:].isascii() and before[-1:].isalnum():
        return None
    match = _URL.match(text, start, start + _URL_LENGTH)
    source = _without_tail(match[0]) if match else ""
    if "." not in source and "//localhost" not in source:
        return None
    target = source if source[0] == "h" else f"http://{source}"
    href = escape(quote(target, safe="/:?#@!$&'()*+,;=%~[]"))
    html = f'<a href="{href}">{escape(source, quote=False)}</a>'
    return start, start + len(source), Stashed("url", source, html, source)


def mail_at(text: str, at: int, since: int) -> Found | None:
    """The mail address around the `@` at `at`; it begins not before `since`."""
    local = _LOCAL.search(text[max(since, at - 64) : at])
    domain = _DOMAIN.match(text, at)
    if not local or not domain:
        return None
    start = at - len(local[0])
    if start and text[start - 1] in "/:<=@\\":
        return None
    address = local[0] + domain[0]
    return start, domain.end(), Stashed("url", address, f'<a href="mailto:{address}">{address}</a>', address)


def _without_tail(url: str) -> str:
    """Leave to the sentence what GFM leaves to it: closing punctuation, and a `)` without its `(`."""
    while True:
        tail = _TAIL.search(url, max(0, len(url) - _TAIL_LENGTH))
        if tail:
            url = url[: tail.start()]
        elif url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1]
        else:
            return url
