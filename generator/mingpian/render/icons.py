"""Icons of platforms and of ways to reach somebody: the theme's own drawings, else those of Simple Icons (CC0).

They stand in the page itself, so that nothing is loaded for them, and are hidden from screen readers: a name stands
beside each. What a site has in `icons/` comes before the theme's. People download drawings from anywhere: what acts in
one, or loads anything, is left out, unless the theme ships.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.patterns import lazy_pattern
from mingpian.core.sources import SourceFile, span_of
from mingpian.i18n import _
from mingpian.render.theme import Theme

if TYPE_CHECKING:
    from mingpian.content.media.svg import Clean

GENERIC = "link"
_TELEPHONES = ("fax", "home_phone", "mobile", "tel", "work_phone")
_MAILS = ("home_email", "work_email")
_SAME = {
    **dict.fromkeys(_TELEPHONES, "phone"),
    **dict.fromkeys(_MAILS, "email"),
    "douyin": "tiktok",
    "hackernews": "ycombinator",
    "lark": "feishu",
    "netease": "neteasecloudmusic",
    "weibo": "sinaweibo",
}
_NAME = lazy_pattern(r"[a-z0-9][a-z0-9_-]{0,40}")
_FREE = (None, "CC0-1.0")  # the licence of all that Simple Icons does not say otherwise of
_OPENING = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<svg(?=[\s>])")
_HIDDEN = '<svg class="icon" aria-hidden="true"'
_PATH = re.compile(r'<path d="[^"<>&]*"/>')


def icons(theme: Theme) -> Callable[[str], Markup]:
    """Return the templates' `icon(name)`: the drawing for a platform or a way to reach somebody, and a chain link for
    any other."""
    return cache(lambda name: Markup(_drawn(theme, name) or _drawn(theme, GENERIC)))


def unfit_icons(theme: Theme) -> Iterator[Diagnostic]:
    """Tell of files in `icons/` that are no drawings, or more than that."""
    for name in theme.names("icons"):
        file, is_ours = _found(theme, name)
        if file is None or is_ours:
            continue
        try:
            clean = _inlined(file.data)
        except ValueError as error:
            message, hint = _("it {problem}, so it is not shown", problem=error.args[0]), _("save it as plain SVG")
            yield Diagnostic(code="bad-theme", message=message, file=file.shown, severity="warning", hints=(hint,))
            continue
        for what, line in zip(clean.dropped, clean.lines, strict=True):
            message = _("the drawing is published without {parts}", parts=what)
            span = span_of(file, line)
            yield Diagnostic(code="svg-cleaned", message=message, file=file.shown, span=span, severity="warning")


def _found(theme: Theme, name: str) -> tuple[SourceFile | None, bool]:
    """Return the nearest file of that name, and whether it ships."""
    path = f"icons/{name}"
    return next(((layer.files[path], layer.ships) for layer in theme.layers if path in layer.files), (None, False))


@cache
def _inlined(data: bytes) -> "Clean":
    from mingpian.content.media.svg import inlined

    return inlined(data)


def _drawn(theme: Theme, name: str) -> str:
    if not _NAME.fullmatch(name):
        return ""
    for one in (name, _SAME.get(name, name)):
        file, is_ours = _found(theme, f"{one}.svg")
        if file:
            return _of_file(file, is_ours)
    return _of_set(_SAME.get(name, name))


def _of_file(file: SourceFile, is_ours: bool) -> str:
    try:
        data = file.data if is_ours else _inlined(file.data).data
    except ValueError:
        return ""
    text, count = _OPENING.subn(_HIDDEN, data.decode("utf-8", "replace").strip(), count=1)
    return text if count and text.startswith(_HIDDEN) else ""


def _of_set(slug: str) -> str:
    from simple_icons_pack import get_icon

    found = get_icon(slug)
    path = _PATH.search(found.svg) if found and found.license in _FREE else None
    return f'{_HIDDEN} viewBox="0 0 24 24" fill="currentColor">{path[0]}</svg>' if path else ""
