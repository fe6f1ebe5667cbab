"""Reads what members sent: files of the page, texts, tables, cards of address books, mails, whole folders of these."""

import csv
import email
import email.policy
import io
import mailbox
from collections.abc import Iterator, Mapping
from email.errors import MessageError
from email.message import Message
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mingpian import Draft, Found, Into, Kind, MingpianError, Skipped, decode_as, read_people
from mingpian.host.intake.card_file import from_json, from_text
from mingpian.host.intake.columns import columns_in, fields_of_row
from mingpian.host.intake.handed_in import HandIn, NotTaken
from mingpian.i18n import AnyText, _, joined, text_of

MAX_FILE = 48 * 1024 * 1024  # bytes; a mailbox may have ten times as many
MAX_HEAD, MAX_HEADS = 8 * 1024, 128 * 1024  # characters: the email library reads a head in the square of its length
_READ = ("from", "content-type", "content-disposition", "content-transfer-encoding")
_TEXTS = (".txt", ".md", ".markdown", ".html", ".htm")
_PEOPLE = (".vcf", ".vcard", ".csv", ".tsv")
_MAILS = (".eml", ".mbox", ".mbx")
_NO_CARD = _(
    "there is no card in it: what the form gives is taken, or a line for each field with its name in the form, such as "
    "`Name: …`"
)
_ODD = (MessageError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the email library raises of odd mails, at whichever header is asked for."""
KNOWN = (".json", *_TEXTS, *_PEOPLE, *_MAILS)


def received(path: Path, kinds: Mapping[str, Kind], into: Into) -> Iterator[HandIn | NotTaken]:
    """Yield every card in a file, or in all files of a folder. Raises OSError."""
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.suffix.lower() in KNOWN and inner.is_file() and not inner.is_symlink():
                yield from received(inner, kinds, into)
        return
    kind_of_file = path.suffix.lower()
    if path.stat().st_size > MAX_FILE * (10 if kind_of_file in _MAILS else 1):
        yield NotTaken(path.name, _("it has more than {limit} MB", limit=MAX_FILE // 1024 // 1024))
    elif kind_of_file in (".mbox", ".mbx"):
        for number, raw in enumerate(mailbox.mbox(path, create=False), 1):
            yield from _of_mail(bytes(raw), _("{name}, mail {number}", name=path.name, number=number), kinds, into)
    else:
        yield from _of_bytes(path.read_bytes(), path.name, path.name, kinds, into)


def _of_bytes(
    data: bytes, name: str, source: AnyText, kinds: Mapping[str, Kind], into: Into
) -> Iterator[HandIn | NotTaken]:
    ending = Path(name).suffix.lower()
    if ending == ".eml":
        yield from _of_mail(data, source, kinds, into)
    elif ending in _PEOPLE or (ending == ".json" and b'"basics"' in data):
        yield from _of_people(data, ending, source, kinds, into)
    elif ending == ".json":
        yield from_json(_decoded(data), source, kinds)
    elif ending in _TEXTS:
        found = list(from_text(_decoded(data), source, kinds))
        yield from found or [NotTaken(source, _NO_CARD)]
    else:
        yield NotTaken(source, _("it is nothing that cards come in: {known}", known=" ".join(KNOWN)))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _of_people(
    data: bytes, ending: str, source: AnyText, kinds: Mapping[str, Kind], into: Into
) -> Iterator[HandIn | NotTaken]:
    """Yield the people of a table or of an address book; of our own table, what they chose as well."""
    if ending in (".csv", ".tsv") and (own := list(_of_own_table(_decoded(data), source, kinds))):
        yield from own
        return
    with TemporaryDirectory() as folder:
        # The readers take files; the name is ours, and nothing else lies in that folder.
        file = Path(folder) / f"people{ending}"
        file.write_bytes(data)
        for one in read_people(file, into):
            yield _of_reader(one, source, file.name)


def _of_reader(one: Found | Draft | Skipped, source: AnyText, ours: str) -> HandIn | NotTaken:
    try:
        read: Any = one.take() if isinstance(one, Found) else one
    except (MingpianError, OSError, ValueError, RecursionError) as fault:
        return NotTaken(source, text_of(fault))
    if isinstance(read, Skipped):
        return NotTaken(source if read.source == ours else joined(": ", (source, read.source)), read.why)
    pictures = {name: data for name, data in read.files.items() if isinstance(data, bytes)}
    extra = read.fields.get("extra")
    kept = [_("also said: {said}", said=f"{name}: {value}") for name, value in (extra or {}).items()]
    fields = {name: value for name, value in read.fields.items() if name != "extra"}
    return HandIn(
        source=source, kind=read.kind, fields=fields, body=read.body, files=pictures, notes=(*read.notes, *kept)
    )


def _of_own_table(text: str, source: AnyText, kinds: Mapping[str, Kind]) -> Iterator[HandIn]:
    separator = max(",\t;", key=text.partition("\n")[0].count)
    try:
        head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except (csv.Error, ValueError):
        return
    best = max(((columns_in(kind, head), kind) for kind in kinds.values()), key=lambda one: len(one[0]))
    for number, cells in enumerate(rows, 2) if best[0] else ():
        row = dict(zip(head, cells, strict=False))
        if any(cell.strip() for cell in cells):
            fields, body = fields_of_row(row, best[0])
            others = [
                _("also said: {said}", said=f"{name}: {row[name]}") for name in row if name not in best[0] and row[name]
            ]
            where = _("{name}, line {line}", name=source, line=number)
            yield HandIn(source=where, kind=best[1].name, fields=fields, body=body, notes=tuple(others))


def _content(part: Message) -> str | bytes:
    """Return what a part of a mail holds; a text that is not in the charset that it names, as we read others."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):  # it has parts of its own
        return b""
    if part.get_content_maintype() != "text":
        return data
    said = decode_as(data, part.get_content_charset("ascii"))
    return _decoded(data) if said is None else said.replace("\r\n", "\n")


def _sender(message: Message) -> str:
    try:
        return " ".join(str(message.get("from", "")).split())[:120]
    except _ODD:
        return ""


def _of_mail(data: bytes, source: AnyText, kinds: Mapping[str, Kind], into: Into) -> Iterator[HandIn | NotTaken]:
    """Yield the cards in a mail: those attached, and those in its text."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.walk())
    except _ODD:
        yield NotTaken(source, _NO_CARD)
        return
    heads = [len(value) for part in parts for name, value in part.raw_items() if name.lower() in _READ]
    if sum(heads) > MAX_HEADS or max(heads, default=0) > MAX_HEAD:
        yield NotTaken(source, _("its heads are too long to be read"))
        return
    sender = _sender(message)
    source = _("{source}, from {sender}", source=source, sender=sender) if sender else source
    found: list[HandIn | NotTaken] = []
    for part in parts:
        try:
            name, media_type = part.get_filename() or "", part.get_content_type()
            content = _content(part)
        except _ODD:
            continue
        raw = content.encode() if isinstance(content, str) else content
        if name and Path(name).suffix.lower() in KNOWN and len(raw) <= MAX_FILE:
            found += _of_bytes(raw, f"a{Path(name).suffix.lower()}", source, kinds, into)
        elif media_type == "text/plain" and isinstance(content, str):
            found += from_text(content, source, kinds)
    yield from found or [NotTaken(source, _NO_CARD)]
