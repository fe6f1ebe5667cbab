"""What the page gives: a card as JSON, and as text with the card in one line of it. Both may come from anybody."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mingpian import Kind
from mingpian.host.intake.columns import columns_in, fields_of_row
from mingpian.host.intake.handed_in import HandIn, NotTaken
from mingpian.host.intake.labelled_lines import cards_in_lines
from mingpian.i18n import AnyText, _

MAX_PICTURE = 8 * 1024 * 1024  # bytes
MAX_FILES = 12
_PICTURE = re.compile(r"data:image/(?:jpeg|png|webp|gif);base64,")
_TEXT = re.compile(r"mingpian:1:([A-Za-z0-9_=\-\s>]{8,}?):end")
_HEADING = re.compile(r"^#{2,4}[ \t]+(\S[^\n]*)$", re.MULTILINE)
_NOTHING = ("_No response_", "_无_", "无", "None")


def from_json(text: str, source: AnyText, kinds: Mapping[str, Kind]) -> HandIn | NotTaken:
    """Return the card in a JSON text of the page."""
    try:
        data = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return NotTaken(source, _("it is no JSON"))
    if not isinstance(data, dict) or data.get("mingpian") != "card" or not isinstance(data.get("fields"), dict):
        return NotTaken(source, _("it is no card that the form made"))
    kind = str(data.get("kind"))
    if kind not in kinds:
        return NotTaken(source, _("there is no kind of entry `{said}`", said=kind[:40]))
    notes: list[AnyText] = []
    of = data["of"] if isinstance(data.get("of"), str) else ""
    return HandIn(
        source=source,
        kind=kind,
        fields=data["fields"],
        body=data["body"] if isinstance(data.get("body"), str) else "",
        lang=data["lang"] if isinstance(data.get("lang"), str) else "",
        of=of,
        is_whole=bool(of),
        files=_files(data.get("files"), notes),
        notes=tuple(notes),
    )


def _files(stated: Any, notes: list[AnyText]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    listed = list(stated.items()) if isinstance(stated, dict) else []
    for name, address in listed[:MAX_FILES]:
        head = _PICTURE.match(address) if isinstance(address, str) and len(address) <= 2 * MAX_PICTURE else None
        try:
            data = base64.b64decode(address[head.end() :], validate=True) if head else b""
        except (binascii.Error, ValueError):
            data = b""
        if data and len(data) <= MAX_PICTURE:
            found[name] = data
        else:
            notes.append(_("the picture `{name}` is not taken", name=name[:60]))
    return found


def from_text(text: str, source: AnyText, kinds: Mapping[str, Kind]) -> Iterator[HandIn | NotTaken]:
    """Yield the cards in a text: of a chat, a mail, or an issue made with the issue form."""
    for found in _TEXT.finditer(text):
        packed = re.sub(r"[\s>]+", "", found[1])
        try:
            plain = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
        except (binascii.Error, ValueError):
            yield NotTaken(source, _("the line that begins with `mingpian:1:` is damaged; ask for the file"))
            continue
        yield from_json(plain, source, kinds)
    if "mingpian:1:" not in text:
        issue = list(_issue(text, source, kinds))
        yield from issue or cards_in_lines(text, source, kinds)
    elif not _TEXT.search(text):
        yield NotTaken(source, _("the line that begins with `mingpian:1:` is damaged; ask for the file"))


def _issue(text: str, source: AnyText, kinds: Mapping[str, Kind]) -> Iterator[HandIn]:
    """Yield the card of an issue: a heading for each field, and below it what was filled in."""
    heads = list(_HEADING.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    row = (
        {head[1].strip(): text[head.end() : end].strip() for head, end in zip(heads, ends, strict=True)}
        if heads
        else {}
    )
    row = {label: "" if value in _NOTHING else value for label, value in row.items()}
    best = max(((columns_in(kind, [*row]), kind) for kind in kinds.values()), key=lambda one: len(one[0]), default=None)
    if best and best[0]:
        fields, body = fields_of_row(row, best[0])
        yield HandIn(source=source, kind=best[1].name, fields=fields, body=body)
