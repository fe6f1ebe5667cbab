"""The picture of its owner that an old site showed beside its texts, under whichever name its theme has it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from mingpian import InvalidValueError, check_focus
from mingpian.i18n import _
from mingpian.importers.arrival.elsewhere import Fetch
from mingpian.importers.draft import Draft, OwnersPicture
from mingpian.importers.fields import finished, one_line
from mingpian.importers.member import UNREADABLE, picture_ending
from mingpian.importers.references import Resolve

_CALLED = frozenset({
    "avatar", "authoravatar", "avatarurl", "avatarimg", "avatarimage", "avatarpath", "siteavatar", "sidebaravatar",
    "useravatar", "profilepicture", "profilepic", "profileimage", "profileimageurl", "profilephoto", "portrait",
    "authorphoto", "authorimage", "authorpicture", "headshot", "userphoto",
})  # fmt: skip
_OWNERS = frozenset({"author", "owner", "profile", "profilemode", "blogger", "about", "cardauthor", "profileconfig"})
_FILES = frozenset({"img", "image", "imageurl", "src", "url", "path", "file", "source", "picture", "photo", "light"})
_OF_PEOPLE = frozenset({"img", "image", "imageurl", "picture", "photo"})  # `url` is that of their site
_WITHIN = _CALLED | _OWNERS | {
    "params", "sidebar", "widgets", "widget", "widgetlibrary", "home", "hero", "defaults", "logo", "themeconfig",
    "blog", "header", "site", "info", "theme", "aside", "homeinfo", "user", "me", "card",
}  # fmt: skip
_FOCUS = frozenset({"focus", "focalpoint", "objectposition"})
_PICTURE = re.compile(r"[^?#]*\.(?:png|jpe?g|gif|webp|avif|bmp)(?:[?#!@].*)?\Z", re.IGNORECASE)
_OF_THEMES = re.compile(  # what themes show until an owner has set their own
    r"(?:\A|/)(?:images/avatar\.gif|img/avatar\.png|redefine-avatar\.\w+|5O1day2nriDzjSu\.png|demo-avatar\.\w+"
    r"|avatar-placeholder\.\w+|butterfly-icon\.png|bio-photo\.jpg|default-avatar\.\w+)\Z|example\.(?:com|org)/",
    re.IGNORECASE,
)
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_DEEPEST = 6


class ShownPicture(msgspec.Struct, frozen=True):
    """A picture as settings state it: its path or address, and what no crop may lose, as we write that."""

    stated: str = ""
    focus: str = ""


def portrait_in(*tables: Any) -> ShownPicture:
    """Return the picture of the owner that settings state; the one that stands least deep in the first table with
    any."""
    for table in tables:
        found = sorted(_candidates(table, ()), key=lambda one: one[0])
        if found:
            return found[0][1]
    return ShownPicture()


def portrait_of(shown: ShownPicture, find: Resolve) -> OwnersPicture | None:
    """Return the portrait: the file that `find` knows by what is stated, or the address on another host."""
    if shown.stated.startswith(("https://", "http://", "//")):
        return OwnersPicture(f"https:{shown.stated}" if shown.stated.startswith("//") else shown.stated, shown.focus)
    bare = unquote(shown.stated.partition("?")[0].partition("#")[0])
    path = (find(bare) or find(f"/{bare.lstrip('~@/')}")) if bare else None
    is_default = path is not None and "themes" in path.parts and _OF_THEMES.search(path.as_posix())
    return OwnersPicture(path, shown.focus) if path is not None and not is_default else None


def portrayed(person: Draft, portrait: OwnersPicture, fetch: Fetch | None) -> Draft:
    """Return a member with a picture of them, or with a note on why it does not come."""
    source = portrait.source
    path = source if isinstance(source, Path) else fetch(source) if fetch else None
    if path is None and isinstance(source, str):
        note = _("the picture of {name} is at {address}", name=person.fields["name"], address=source)
        if fetch is None:
            note = _("{what}; `--fetch` takes it", what=note)
        return msgspec.structs.replace(person, notes=(*person.notes, note))
    ending = picture_ending(path)
    if path is None or not ending:
        return msgspec.structs.replace(person, notes=(*person.notes, UNREADABLE))
    name = f"portrait.{ending}"
    photo = finished({"src": name, "alt": person.fields["name"], "focus": portrait.focus})
    fields = {**person.fields, "photo": photo}
    return msgspec.structs.replace(person, fields=fields, files={**person.files, name: path})


def _candidates(table: Any, above: tuple[str, ...]) -> Iterator[tuple[int, ShownPicture]]:
    if isinstance(table, list):  # widgets of a side bar
        for one in table:
            yield from _candidates(one, above)
    if not isinstance(table, dict) or len(above) > _DEEPEST or _is_off(table):
        return
    for name, value in table.items():
        plain = _plain(str(name))
        if isinstance(value, dict | list) and plain in _WITHIN:
            yield from _candidates(value, (*above, plain))
        is_file = bool(above) and plain in (
            _FILES if above[-1] in _CALLED else _OF_PEOPLE if above[-1] in _OWNERS else ()
        )
        is_it = plain in _CALLED or is_file
        if is_it and (stated := _picture(one_line(value))):
            yield len(above), ShownPicture(stated, _focus(table))


def _is_off(table: dict[str, Any]) -> bool:
    return any(one_line(table.get(name)).lower() == "false" for name in ("enable", "enabled"))


def _picture(value: str) -> str:
    """Return the path or address of a picture in a value; empty for what is none, or a theme's own."""
    linked = _LINKED.match(value)
    stated = (linked[1] if linked else value.partition("||")[0]).strip()
    try:
        is_far = stated.startswith(("https://", "http://", "//")) and urlsplit(stated).path.strip("/") != ""
    except ValueError:
        return ""
    is_svg = re.search(r"\.(?:svg|ico)(?:[?#]|\Z)", stated, re.IGNORECASE)
    is_picture = (is_far or _PICTURE.match(stated)) and not is_svg and "{" not in stated
    return stated if is_picture and not (is_far and _OF_THEMES.search(stated.partition("?")[0])) else ""


def _focus(table: dict[str, Any]) -> str:
    """Return the focus that is stated beside a picture (`TopLeft`, `50% 30%`), as we write it; empty for none."""
    stated = next((one_line(value) for name, value in table.items() if _plain(str(name)) in _FOCUS and value), "")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stated).lower()
    try:
        check_focus(words)
    except InvalidValueError:
        return ""
    return words


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
