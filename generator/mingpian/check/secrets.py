"""What must not be published: every value of the content that is for members or the host alone."""

import re
from collections.abc import Iterable, Iterator, Set
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import msgspec

from mingpian.check.leaks import squeezed
from mingpian.content.kinds.member import Profile
from mingpian.schema.records import Audience, Picture
from mingpian.site.audience import SEES, visible_to
from mingpian.site.site import AnyEntry


class Secret(msgspec.Struct, frozen=True):
    """A value that is not public, and where it stands."""

    value: str
    file: str
    field: tuple[str | int, ...]


def secrets(entries: Iterable[AnyEntry], published: frozenset[str], reader: Audience = "public") -> tuple[Secret, ...]:
    """Return what nothing may contain that `reader` gets: of published entries (by key) what is not for them, of others
    every contact.

    What is public elsewhere is no secret: the number of a shared studio that somebody else publishes, a name, a slug, a
    handle within the address of a public link.
    """
    listed = tuple(entries)
    found = [one for entry in listed for one in _secrets(entry, entry.key in published, SEES[reader])]
    shown = {squeezed(value) for entry in listed if entry.key in published for value in _shown(entry, reader)}
    return tuple(one for one in found if one.value and squeezed(one.value) not in shown)


def _shown(entry: AnyEntry, reader: Audience) -> Iterator[str]:
    seen = visible_to(entry, reader)
    fields = seen.fields
    yield from (seen.slug, seen.title)
    if isinstance(fields, Profile):
        yield from (part for link in fields.links for part in _PARTS.split(unquote(link.url)))
        yield from (contact.value for ways in fields.contact.values() for contact in ways)
        yield from (link.url.removeprefix("mailto:").removeprefix("tel:") for link in fields.links)


def _secrets(entry: AnyEntry, is_published: bool, seen: Set[Audience]) -> Iterator[Secret]:
    fields, file = entry.fields, f"content/{entry.source}"
    pictures = [("cover", fields.cover)]
    if isinstance(fields, Profile):
        pictures.append(("photo", fields.photo))
        for name, contact in ((name, one) for name, ways in fields.contact.items() for one in ways):
            if contact.audience not in seen or not is_published:
                yield Secret(contact.value, file, ("contact", name))
                yield Secret(_path(entry, contact.qr), file, ("contact", name, "qr"))
        for name, value in fields.extra.items():
            if isinstance(value, str) and any(word in name.lower() for word in _WAYS):
                yield Secret(value, file, ("extra", name))
        for place, vouch in enumerate(fields.vouches):
            if vouch.audience not in seen:
                yield Secret(vouch.why, file, ("vouches", place, "why"))
    for name, picture in pictures:
        yield from _picture(entry, name, picture, seen)


def _picture(entry: AnyEntry, name: str, picture: Picture, seen: Set[Audience]) -> Iterator[Secret]:
    if picture.audience not in seen:
        yield Secret(_path(entry, picture.src), f"content/{entry.source}", (name, "src"))
        yield Secret(picture.alt, f"content/{entry.source}", (name, "alt"))


_PARTS = re.compile(r"[/@?#=&]+")

_WAYS = ("mail", "phone", "mobile", "tel", "wechat", "weixin", "qq", "address", "电话", "手机", "微信", "邮箱", "地址")
"""Words in names of unknown fields of a member by which somebody could be reached: no template may bring them out."""


def _path(entry: AnyEntry, src: str) -> str:
    """Return the path of a picture below content/, which is its address too."""
    if not src:
        return ""
    return src.lstrip("/") if src.startswith("/") else normpath(join(dirname(entry.source), src))
