"""vCards: a member's public fields in the words of RFC 6350 (4.0) and RFC 2426 (3.0).

A card is a list of properties in order of importance, so that whoever has little room (a QR code) can take the first.
"""

from collections.abc import Iterator
from urllib.parse import quote

import msgspec

from mingpian.content.contacts import ACCOUNTS, MAILS, TELEPHONES
from mingpian.content.kinds.member import Profile
from mingpian.core.patterns import lazy_pattern
from mingpian.render.contacts.personal_names import Name, parts_of
from mingpian.schema.records import LinkTo

FOLD = 75  # octets in a line (RFC 6350, section 3.2)

_HAN = lazy_pattern(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_ESCAPED = lazy_pattern(r"[\\,;\n]")
_UNSAFE = lazy_pattern(r'[\x00-\x1f"\x7f]')
_PLAIN = lazy_pattern(r"[A-Za-z0-9-]+")


class Property(msgspec.Struct, frozen=True):
    """One line of a card before it is folded."""

    name: str  # with its parameters
    value: str  # escaped

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Whose card it is. Addresses are absolute."""

    fields: Profile
    url: str
    uid: str
    lang: str
    topics: tuple[str, ...] = ()
    revised: str = ""  # ISO 8601 basic, UTC


def sound_of(fields: Profile) -> Name | None:
    """Return how a Chinese name sounds, from its Latin form, which is taken to have the same order."""
    if not _HAN.fullmatch(fields.name) or not fields.name_latin:
        return None
    family, _, given = fields.name_latin.partition(" ")
    return Name(family, given) if given else Name("", family)


def version_4(holder: Holder) -> list[Property]:
    """Return the properties of a 4.0 card, without its photo."""
    fields, name = holder.fields, parts_of(holder.fields.name, holder.fields.sort_as)
    sort_as = ",".join((fields.sort_as or fields.name_latin).split(" ", 1))
    properties = [Property("FN", text(fields.name)), _n(name, f";SORT-AS={_quoted(sort_as)}" if sort_as else "")]
    properties += _common(holder)
    properties += [Property("LANG", code) for code in fields.languages]
    properties += [
        Property(f"SOCIALPROFILE;SERVICE-TYPE={_parameter(one.platform)}", one.url) for one in _accounts(holder)
    ]
    properties += [
        Property(f"SOCIALPROFILE;SERVICE-TYPE={_parameter(one.platform)};VALUE=text", text(one.handle))
        for one in _handles(holder)
    ]
    return [*properties, Property("KIND", "individual"), Property("UID", holder.uid)]


def version_3(holder: Holder) -> list[Property]:
    """Return the properties of a 3.0 card, without its photo."""
    fields = holder.fields
    sort_as = fields.sort_as or fields.name_latin
    properties = [Property("FN", text(fields.name)), _n(parts_of(fields.name, fields.sort_as), ""), *_common(holder)]
    properties += [Property(f"X-SOCIALPROFILE;TYPE={_parameter(one.platform)}", one.url) for one in _accounts(holder)]
    properties += [
        Property(f"X-SOCIALPROFILE;TYPE={_parameter(one.platform)}", f"x-apple:{quote(one.handle)}")
        for one in _handles(holder)
    ]
    properties += [Property("SORT-STRING", text(sort_as))] if sort_as else []
    return [*properties, Property("UID", holder.uid)]


def encode_vcard(version: str, properties: list[Property], width: int = FOLD) -> bytes:
    """Return a whole card in UTF-8 with CRLF; lines are folded at `width` octets."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *map(str, properties), "END:VCARD"]
    return b"".join(folded(line, width) for line in lines)


def folded(line: str, width: int = FOLD) -> bytes:
    """Return a line with its CRLF, folded at `width` octets, never inside a character."""
    data, out = line.encode(), []
    while len(data) > width:
        cut = width
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        out.append(data[:cut])
        data = b" " + data[cut:]
    return b"\r\n".join([*out, data]) + b"\r\n"


def text(value: str) -> str:
    """Escape a text value (RFC 6350, section 3.4)."""
    return _ESCAPED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], value)


def _n(name: Name, parameters: str) -> Property:
    return Property("N" + parameters, f"{text(name.family)};{text(name.given)};;;")


def _common(holder: Holder) -> list[Property]:
    """Return what both versions say the same way, most important first."""
    fields, sound = holder.fields, sound_of(holder.fields)
    place = next(_values(fields, "address"), "")
    found = [
        *((f"TEL;TYPE={type}", text(value)) for name, type in TELEPHONES.items() for value in _values(fields, name)),
        *(
            (f"EMAIL;TYPE={type}" if type else "EMAIL", text(value))
            for name, type in MAILS.items()
            for value in _values(fields, name)
        ),
        ("ORG", text(fields.org)),
        ("TITLE", text(fields.role)),
        ("URL", holder.url),
        ("NOTE", text(fields.headline)),
        ("ADR", f";;{text(place)};{text(fields.city)};;;" if place or fields.city else ""),
        ("X-PHONETIC-LAST-NAME", text(sound.family) if sound else ""),
        ("X-PHONETIC-FIRST-NAME", text(sound.given) if sound else ""),
        ("CATEGORIES", ",".join(map(text, holder.topics))),
        ("REV", holder.revised),
    ]
    sites = [("URL", link.url) for link in fields.links if link.url.startswith("http") and not link.platform]
    return [Property(name, value) for name, value in (*found, *sites) if value]


def _accounts(holder: Holder) -> list[LinkTo]:
    return [link for link in holder.fields.links if link.platform and link.url.startswith("http")]


def _handles(holder: Holder) -> list[LinkTo]:
    """Return accounts without addresses: those on platforms, and those by which the member can be reached."""
    fields = holder.fields
    own = [link for link in fields.links if link.platform and link.handle and not link.url.startswith("http")]
    reached = [name for name in fields.contact if name in ACCOUNTS]
    return [*own, *(LinkTo(platform=name, handle=value) for name in reached for value in _values(fields, name))]


def _values(fields: Profile, name: str) -> Iterator[str]:
    yield from (item.value for item in fields.contact.get(name, ()) if item.value)


def _parameter(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else _quoted(value)


def _quoted(value: str) -> str:
    return '"' + _UNSAFE.sub("", value) + '"'
