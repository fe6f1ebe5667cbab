"""Lets through of untrusted HTML what a text needs; nothing that acts, loads or poses as the page itself."""

import functools
import re
from typing import TYPE_CHECKING

from mingpian.core.errors import MingpianError
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from nh3 import Cleaner

_TAGS = frozenset(
    re.findall(
        r"\S+",
        "a abbr b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em"
        " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section"
        " small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr",
    )
)
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang", "aria-label", "data-footnote-ref", "data-footnote-backref"}
    | {"data-footnote-backref-idx"},
    "img": {"alt", "height", "loading", "src", "width"},
    "code": {"data-meta"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "section": {"data-footnotes"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DROPPED_WHOLE = {
    "script",
    "style",
    "svg",
    "math",
    "template",
    "iframe",
    "object",
    "noscript",
    "title",
    "textarea",
}
PREFIX = "u-"  # of every id and class of the text's own: it cannot take the place or the looks of the page's
_ENGINE_CLASSES = frozenset(
    ["contains-task-list", "footnote-backref", "footnote-ref", "footnotes", "task-list-item"],
)
_ENGINE_TAGS = frozenset(["input"])  # the boxes of tasks, which are drawn otherwise
_OPENED = lazy_pattern(r"<([A-Za-z][A-Za-z0-9-]{0,40})((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)")
_ACTING = lazy_pattern(r"""[\s"'/](on[A-Za-z]{3,30}|style|srcset|background|poster)(?=\s*=)""", re.IGNORECASE)
_FRAGMENT = re.compile(r'(<a [^>]*?href="#)(?=[^"])')
_PICTURE_OF_NOTHING = re.compile(r"<img(?![^>]* src=)[^>]*>")


LONGEST = 1_000_000  # characters of HTML
DEEPEST = 500  # tags within tags; browsers flatten what is deeper
_TAG = lazy_pattern(r"<(/?)(?!area|br|col\b|hr|img|input|wbr)[a-zA-Z]")


class ExcessiveHtmlError(MingpianError):
    """The HTML is larger than a person writes: its cleaning would take time in the square of it."""


def sanitise(html: str) -> str:
    """Return the allowed part of the HTML, well-formed, with `u-` before each id, each link to one, and each class.

    Raises ExcessiveHtmlError.
    """
    reason = excess(html)
    if reason:
        raise ExcessiveHtmlError(reason)
    clean = _cleaner().clean(html)
    return _PICTURE_OF_NOTHING.sub("", _FRAGMENT.sub(rf"\g<1>{PREFIX}", clean))


def left_out(html: str) -> list[tuple[str, str]]:
    """Return what cleaning takes from the HTML that would act or load, each once: how to show it, and how it begins."""
    found: dict[str, str] = {}
    for opened in _OPENED.finditer(html):
        name = opened[1].lower()
        if name not in _TAGS and name not in _ENGINE_TAGS:
            found.setdefault(f"<{name}>", f"<{opened[1]}")
        for attribute in _ACTING.findall(opened[2]):
            found.setdefault(f"{attribute.lower()}=", attribute)
    return list(found.items())


def excess(html: str) -> AnyText:
    """Say in what the HTML is larger than a person writes; empty when it is not."""
    if len(html) > LONGEST:
        return _("it makes more than {longest} characters of HTML", longest=LONGEST)
    if html.count("<") > DEEPEST and _depth(html) > DEEPEST:
        return _("it is nested more than {most} deep", most=DEEPEST)
    return ""


@functools.cache
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED_WHOLE,
        url_schemes=_SCHEMES,
        link_rel=None,
        id_prefix=PREFIX,
        attribute_filter=_filtered,
    )


def _filtered(_tag: str, name: str, value: str) -> str:
    return " ".join(map(_class, value.split())) if name == "class" else value


def _class(name: str) -> str:
    return name if name in _ENGINE_CLASSES or name.startswith("language-") else f"{PREFIX}{name}"


def _depth(html: str) -> int:
    depth = deepest = 0
    for closing in _TAG.findall(html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest
