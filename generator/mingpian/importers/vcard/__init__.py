"""vCards: 2.1 (of versit), 3.0 (RFC 2426), 4.0 (RFC 6350), as telephones and address books write them."""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from mingpian import ACCOUNT_SERVICES, standard_way
from mingpian.i18n import _, text_of
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.member import ImportedPerson, draft_of
from mingpian.importers.references import finder
from mingpian.importers.vcard.lines import Line, cards_in, charset_of, label_of, lines_of, parts, plain, utf8

MAX_BYTES = 256 * 1024 * 1024  # of an address book with its pictures
_ACCOUNT = re.compile(r"X-(?:MESSAGING/)?(\w+?)(?:-ALL)?\Z")
_TYPES = (("FAX", "fax"), ("CELL", "phone"), ("IPHONE", "phone"), ("WORK", "work_phone"), ("HOME", "home_phone"))
_ABOUT_THE_FILE = frozenset({"BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "X-ABUID", "X-ABLABEL", "X-ABADR"})
_BINARY = frozenset({"LOGO", "SOUND", "KEY"})


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the members of the cards in one file, or in all of a folder."""
    files = sorted(one for one in path.rglob("*") if one.suffix.lower() == ".vcf") if path.is_dir() else [path]
    for file in files:
        shown = file.relative_to(path).as_posix() if path.is_dir() else file.name
        try:
            data = utf8(texts.bytes_of(file, file.parent, MAX_BYTES))
        except texts.UnfitFileError as unfit:
            yield Skipped(shown, text_of(unfit))
            continue
        cards = list(cards_in(data))
        if not cards:
            yield Skipped(shown, _("there is no vCard in it"))
        charset = charset_of(data)
        for number, card in enumerate(cards, 1):
            source = shown if len(cards) == 1 else f"{shown}, card {number}"
            yield Found(source, partial(_member, card, source, (file, charset), into))


def _member(card: list[bytes], source: str, where: tuple[Path, str], into: Into) -> Draft | Skipped:
    person = ImportedPerson(source)
    file, charset = where
    lines = lines_of(card, charset, person.notes)
    _name(person, lines)
    for line in lines:
        if line.value and line.name not in ("FN", "N", *_ABOUT_THE_FILE):
            _take(person, line, file, into)
    return draft_of(person)


def _name(person: ImportedPerson, lines: list[Line]) -> None:
    formatted = [plain(line.value) for line in lines if line.name == "FN" and line.value]
    structured = next((parts(line.value) for line in lines if line.name == "N"), [])
    family, given, *more = [*structured, *[""] * 5][:5]
    if given.isascii() and family.isascii():
        made = " ".join(filter(None, (more[1], given, more[0], family, more[2])))
    else:
        made = family + more[0] + given
    person.fields["name"] = next(iter(formatted), made)
    for other in formatted[1:]:
        person.keep("name", other)
    if any(part not in person.fields["name"] for part in structured):
        person.keep("n", ";".join(structured))


def _take(person: ImportedPerson, line: Line, file: Path, into: Into) -> None:
    value = plain(line.value)
    match line.name:
        case "TITLE" | "ROLE":
            _first(person, "role", value)
        case "ORG":
            _first(person, "org", " ".join(filter(None, parts(line.value))))
        case "URL":
            person.link(value, label=line.label if standard_way(line.label.lower()) != "homepage" else "")
        case "NICKNAME" | "CATEGORIES":
            for one in parts(line.value, ","):
                person.keep(line.name.lower(), one)
        case "LANG" if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
            person.fields.setdefault("languages", []).append(value)
        case "CLASS":  # RFC 2426, 3.7.1
            person.keep("class", value)
            person.closed += [f"CLASS: {value}"] if value.upper() != "PUBLIC" else []
        case "PHOTO":
            _photo(person, line, file, into)
        case name if name in _BINARY:
            person.notes.append(_("`{name}` is not taken", name=name))
        case _:
            _reach(person, line, value)


def _reach(person: ImportedPerson, line: Line, value: str) -> None:
    match line.name:
        case "ADR":
            _address(person, line)
        case "TEL":
            number = value.removeprefix("tel:")
            person.reach(_way(line, next((way for type, way in _TYPES if type in line.types), "phone")), number)
        case "EMAIL":
            way = "work_email" if "WORK" in line.types else "home_email" if "HOME" in line.types else "email"
            person.reach(_way(line, way), value.removeprefix("mailto:"))
        case "IMPP" | "X-SOCIALPROFILE" | "SOCIALPROFILE":
            _account(person, line, value)
        case "NOTE" | "AGENT":
            person.reach(line.name.lower(), value)  # what somebody noted about them, for nobody else to see
        case "LABEL":
            person.reach("address", value)
        case name if (account := _ACCOUNT.match(name)) and standard_way(account[1].lower()) in ACCOUNT_SERVICES:
            person.reach(account[1].lower(), value)
        case name:
            said = label_of(line.label)
            person.keep(name.lower(), f"{said}: {value}" if said else value)


def _first(person: ImportedPerson, field: str, value: str) -> None:
    if person.fields.setdefault(field, value) != value:
        person.keep(field, value)


def _way(line: Line, other: str) -> str:
    """Return what a way to reach them is called: by its label, where that says more than its type."""
    label = " ".join(line.label.split())[:40]
    return other if label.upper() in ("", "MOBILE", "IPHONE", "HOME", "WORK", "MAIN", "OTHER") else label


def _address(person: ImportedPerson, line: Line) -> None:
    pieces = [*parts(line.value), *[""] * 7][:7]
    if not person.fields.get("city"):
        person.fields["city"] = pieces[3]
    box, more, street, city, region, code, country = pieces
    person.reach(_way(line, "address"), " ".join(filter(None, (country, region, city, street, more, box, code))))
    if label := line.params.get("LABEL", ""):
        person.reach("address", label.replace("^n", " ").replace("\\n", " "))


def _account(person: ImportedPerson, line: Line, value: str) -> None:
    service = line.params.get("X-SERVICE-TYPE") or line.params.get("SERVICE-TYPE") or line.label
    if value.startswith(("http://", "https://")):
        person.link(value)
        return
    scheme, _colon, name = value.partition(":")
    is_address = bool(scheme and name)
    if not service and line.name != "IMPP":
        service = next((type.lower() for type in sorted(line.types) if standard_way(type) in ACCOUNT_SERVICES), "")
    person.reach((service or scheme if is_address else service) or "im", unquote(name) if is_address else value)


def _photo(person: ImportedPerson, line: Line, file: Path, into: Into) -> None:
    value = line.value
    if value.startswith(("http://", "https://")):
        path = into.fetched(value) if into.fetched else None
        person.portrait(path, _("the picture stays where it is: {value}", value=value))
        return
    is_file = line.params.get("VALUE", "").upper() in ("URI", "URL") or value.startswith("file:")
    if is_file and not value.startswith("data:"):
        find = finder(file.parent, file.parent)
        person.portrait(
            find(unquote(value.removeprefix("file://"))), _("the picture `{value}` is not there", value=value)
        )
        return
    data = value.partition(";base64,")[2] if value.startswith("data:") else value
    try:
        person.portrait(base64.b64decode(plain(data), validate=False))
    except (binascii.Error, ValueError):
        person.notes.append(_("the picture cannot be read"))


def recognises(path: Path) -> bool:
    """Tell whether it is a file of cards, or a folder with such."""
    return any(path.glob("*.vcf")) if path.is_dir() else path.suffix.lower() in (".vcf", ".vcard")


IMPORTER = Importer("vcard", _("a .vcf file, or a folder of such"), read, recognises)
