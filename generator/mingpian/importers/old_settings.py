"""Settings of other systems in our terms: languages, menus, patterns of addresses."""

import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mingpian import InvalidValueError, canonical_lang, check_zone, is_language
from mingpian.i18n import _
from mingpian.importers.fields import one_line

LISTS = {  # where other systems have their lists, and where ours are
    "/": "/", "/tags": "/tags/", "/tag": "/tags/", "/categories": "/tags/", "/category": "/tags/",
    "/archives": "/essays/", "/archive": "/essays/", "/posts": "/essays/", "/post": "/essays/", "/blog": "/essays/",
    "/articles": "/essays/", "/search": "/search/", "/index.html": "/", "/home": "/",
}  # fmt: skip
OF_ALL_TEXTS = frozenset({"tags", "tag", "categories", "category", "archives", "archive", "search", "terms"})
"""Layouts of pages that list texts, or groups of them: `layout: post` is that of one text."""
NO_FOLDER = _("it is no folder of the site, so nothing of it is taken")
OF_SEARCH = _("it is the page of the search, which is made here")
_OURS = {
    "title": "{slug}", "slug": "{slug}", "name": "{slug}", "filename": "{slug}", "contentbasename": "{slug}",
    "slugorfilename": "{slug}", "slugorcontentbasename": "{slug}", "year": "{year}", "month": "{month}",
    "day": "{day}",
}  # fmt: skip


def under(data: Any, *names: str) -> Any:
    """Return what stands below names within names; None when it is not there."""
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def is_of_lists(path: str) -> bool:
    """Tell whether the page at a path was a list of other pages."""
    return f"/{path.strip('/').lower()}" in LISTS and path.strip("/") != ""


def is_of_search(path: str) -> bool:
    """Tell whether the page at a path was that of the search, whose place is taken here."""
    return path.strip("/").lower() == "search"


def languages_of(*stated: Any) -> tuple[str, ...]:
    """Return languages as we write them, each once; what is none is left out."""
    words = [one_line(one) for value in stated for one in (value if isinstance(value, list | tuple) else [value])]
    words = [{"cn": "zh", "jp": "ja", "default": ""}.get(word.lower(), word) for word in words]
    return tuple(dict.fromkeys(canonical_lang(word) for word in words if word and is_language(word)))


_OFFSET = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\Z", re.IGNORECASE)
_IN_PARTS = {  # clocks that differ from UTC by parts of an hour; of those put forward in summer by either offset
    3.5: "Asia/Tehran", 4.5: "Asia/Kabul", 5.5: "Asia/Kolkata", 5.75: "Asia/Kathmandu", 6.5: "Asia/Yangon",
    8.75: "Australia/Eucla", 9.5: "Australia/Darwin", 10.5: "Australia/Adelaide", 12.75: "Pacific/Chatham",
    13.75: "Pacific/Chatham", -2.5: "America/St_Johns", -3.5: "America/St_Johns", -9.5: "Pacific/Marquesas",
}  # fmt: skip


def is_within(folder: Path, root: Path) -> bool:
    """Tell whether a folder that settings name is there, and is one of the site."""
    return folder.is_dir() and folder.resolve().is_relative_to(root.resolve())


def zone_named(text: str) -> ZoneInfo | None:
    """Return the time zone of a name, as our settings take it; None for none, and for that of this machine."""
    try:
        return ZoneInfo(check_zone(text)) if text else None
    except InvalidValueError:
        return None


def zone_of(text: str) -> str:
    """Return a time zone that there is, also for one that is stated by its offset (`UTC+5:30`); empty for none."""
    if zone := zone_named(text):
        return zone.key
    stated = _OFFSET.match(text.strip())
    if not stated:
        return ""
    hours = int(stated["hours"]) + int(stated["minutes"] or 0) / 60
    return zone_at(-hours if stated["sign"] == "-" else hours)


def zone_at(hours: float) -> str:
    """Return a time zone whose clock is so many hours ahead of UTC; empty where there is none. Most people of these
    systems at eight hours are in China."""
    return "Asia/Shanghai" if hours == 8 else clock_at(hours)


def clock_at(hours: float) -> str:
    """Return a time zone for a clock of which nothing else is known; empty where there is none."""
    if hours != int(hours):
        return _IN_PARTS.get(hours, "")
    return f"Etc/GMT{-int(hours):+d}" if hours and -12 <= hours <= 14 else "" if hours else "UTC"


def menu_of(stated: Any) -> tuple[tuple[str, str], ...]:
    """Return the items of a menu: names with addresses (and icons behind `||`), or items with a name and an address."""
    found: list[tuple[str, str]] = []
    if isinstance(stated, dict):
        for name, value in stated.items():
            inner = value if isinstance(value, dict | list) else None
            stated = _first(value, "url", "link", "path", "href") if isinstance(value, dict) else one_line(value)
            address = stated.partition("||")[0].strip()
            found += [(one_line(name), address)] if address else menu_of(inner) if inner else []
    elif isinstance(stated, list):
        for item in sorted((one for one in stated if isinstance(one, dict)), key=_weight):
            low = {str(name).lower(): value for name, value in item.items()}
            label, address = (
                _first(low, "name", "label", "title", "text", "key"),
                _first(low, "url", "href", "link", "path", "pageref"),
            )
            found += [(label, address)] if label and address else []
        pairs = [one for one in stated if isinstance(one, list) and len(one) == 2]
        found += [(one_line(pair[0]), one_line(pair[1])) for pair in pairs]
    return tuple((label, address) for label, address in found if label and address)


def _first(item: dict[str, Any], *names: str) -> str:
    return next((words for name in names if (words := one_line(item.get(name)))), "")


def _weight(item: dict[str, Any]) -> int:
    stated = next((one_line(item[name]) for name in ("weight", "Weight", "order") if name in item), "0")
    return int(stated) if re.fullmatch(r"-?\d{1,9}", stated) else 0


def permalink_of(kind: str, pattern: str, token: "re.Pattern[str]") -> dict[str, str]:
    """Return a pattern of addresses as ours, for the kind; nothing where ours cannot say the same."""
    if any(found[1] not in _OURS for found in token.finditer(pattern)):
        return {}
    made = "/" + token.sub(lambda found: _OURS[found[1]], pattern).lstrip("/")
    is_apart = "{slug}" in made and not re.search(r"[^\w/{}.\-]", made)
    ends = made if made.endswith(("/", ".html", ".htm")) else f"{made}/"
    return {kind: re.sub("/{2,}", "/", ends)} if is_apart and ends not in ("/{slug}/", "/{slug}") else {}
