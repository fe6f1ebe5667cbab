"""The lines of vCards, and of what each consists.

They are read as bytes: 3.0 may fold within a letter, and 2.1 names a charset for each line.
"""

import quopri
import re
from collections.abc import Iterator

import msgspec

from mingpian import decode_as
from mingpian.i18n import AnyText, _
from mingpian.importers import texts

_PIECE = re.compile(rb'((?:[^;:"]|"[^"]*")*)([;:])')
_NAME = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w/-]*)\Z", re.ASCII)
_LABEL = re.compile(r"_\$!<(.*)>!\$_\Z")
_ENCODED = re.compile(r"\\(.)", re.DOTALL)


class Line(msgspec.Struct, frozen=True):
    """One property: `types` are in capitals; `label` is what the owner of the card calls it."""

    name: str
    value: str
    types: frozenset[str] = frozenset()
    params: dict[str, str] = {}
    label: str = ""
    group: str = ""


def utf8(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = texts.decode_text(data)[0].encode()
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def charset_of(data: bytes) -> str:
    """Return what lines are in that name no charset."""
    for charset in ("utf-8", "cp1252" if texts.is_western(data) else "gb18030"):
        try:
            re.sub(rb"\n[ \t]", b"", data).decode(charset)
        except UnicodeDecodeError:
            continue
        return charset
    return ""


def cards_in(data: bytes) -> Iterator[list[bytes]]:
    """Yield the lines of each card, unfolded; a card within a card (AGENT of 2.1) is one of its own."""
    opened: list[list[bytes]] = []
    for line in data.split(b"\n"):
        mark = line.strip().upper()
        if mark == b"BEGIN:VCARD":
            opened.append([])
        elif mark == b"END:VCARD" and opened:
            yield _unfolded(opened.pop())
        elif opened:
            opened[-1].append(line)
    while opened:
        yield _unfolded(opened.pop())  # the end of the file is missing


def _unfolded(lines: list[bytes]) -> list[bytes]:
    is_old = any(line.strip().upper() == b"VERSION:2.1" for line in lines)
    found: list[bytes] = []
    for line in lines:
        head = found[-1].partition(b":")[0].upper() if found else b""
        is_base64 = re.search(rb";(?:ENCODING=)?(?:BASE64|B)(?:;|\Z)", head) is not None
        if found and b"QUOTED-PRINTABLE" in head and found[-1].endswith(b"="):
            found[-1] = found[-1][:-1] + line
        elif found and line[:1] in (b" ", b"\t"):
            found[-1] += line if is_old and not is_base64 else line[1:]
        elif found and is_base64 and line.strip() and b":" not in line:
            found[-1] += line
        elif line.strip():
            found.append(line)
    return found


def lines_of(card: list[bytes], charset: str, notes: list[AnyText]) -> list[Line]:
    """Return the properties, with what their groups call them (`item1.X-ABLabel`)."""
    found = []
    for raw in card:
        line = _line(raw, charset)
        if line is None:
            shown = texts.decode_text(raw[:60])[0]
            notes.append(_("a line cannot be read: {line}", line=shown))
        else:
            found.append(line)
    labels = {line.group: label_of(line.value) for line in found if line.name == "X-ABLABEL" and line.group}
    return [msgspec.structs.replace(line, label=labels.get(line.group, "")) for line in found]


def _line(raw: bytes, charset: str) -> Line | None:
    pieces, at = list[str](), 0
    while match := _PIECE.match(raw, at):
        pieces.append(match[1].decode("utf-8", "replace"))
        at = match.end()
        if match[2] == b":":
            break
    else:
        return None
    named = _NAME.match(pieces[0].strip())
    if named is None:
        return None
    params: dict[str, str] = {}
    for piece in pieces[1:]:
        name, is_named, value = piece.partition("=")
        name, value = (name.strip().upper(), value) if is_named else ("TYPE", name)
        params[name] = ",".join(filter(None, (params.get(name, ""), value.replace('"', "").strip())))
    types = frozenset(params.get("TYPE", "").upper().split(","))
    data = raw[at:]
    if "QUOTED-PRINTABLE" in (params.get("ENCODING", "").upper(), *types):
        data = quopri.decodestring(data)
    value = _decoded(data, params.get("CHARSET", "") or charset)
    return Line(named["name"].upper(), value.strip(), types, params, group=(named["group"] or "").lower())


def _decoded(data: bytes, charset: str) -> str:
    text = decode_as(data, "gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
    return texts.decode_text(data)[0] if text is None else text


def parts(value: str, separator: str = ";") -> list[str]:
    """Return the parts of a structured value, without the backslashes that kept signs from parting it."""
    pieces = re.split(rf"(?<!\\)((?:\\\\)*){re.escape(separator)}", value)
    joined = [
        piece + (pieces[at + 1] if at + 1 < len(pieces) else "") for at, piece in enumerate(pieces) if at % 2 == 0
    ]
    return [plain(piece).strip() for piece in joined]


def plain(value: str) -> str:
    """Return a text value without its escapes (RFC 6350, section 3.4)."""
    return _ENCODED.sub(
        lambda found: "\n" if found[1] in "nN" else found[1] if found[1] in "\\,;:" else found[0], value
    )


def label_of(value: str) -> str:
    """Return what somebody calls a line; Apple writes its own names for that within marks (`_$!<Mother>!$_`)."""
    return _LABEL.sub(r"\1", value)
