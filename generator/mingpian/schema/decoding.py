"""Bytes -> text; and what a writer cannot see: byte order marks, carriage returns, NULs, broken bytes."""

import codecs

from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import Diagnostic, Span
from mingpian.i18n import AnyText, _
from mingpian.schema.located import Position, span_at

_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32", "utf-32-le"),
    (b"\0\0\xfe\xff", "UTF-32", "utf-32-be"),
    (b"\xff\xfe", "UTF-16", "utf-16-le"),
    (b"\xfe\xff", "UTF-16", "utf-16-be"),
)
SAVE_AS_UTF_8 = _("save it as UTF-8; in Notepad by `Save As`, where `Encoding` stands")
_OF_HOSTS = frozenset({"idna", "punycode"})


def decode_as(data: bytes, charset: str) -> str | None:
    """Return bytes as the text that they are in a charset; None where they are not, or there is none of that name.

    Python has two for names of hosts alone, and reads a long text by them in the square of its length.
    """
    try:
        return None if codecs.lookup(charset).name in _OF_HOSTS else data.decode(charset)
    except (LookupError, ValueError):
        return None


def decode_text(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Decode UTF-8 (RFC 3629) into text with line feeds only; a NUL becomes U+FFFD. A text in UTF-16, UTF-32, or surely
    in GBK, as older Chinese systems write, is read too, and told of. None when there is no telling what it says."""
    text, diagnostics = _decoded(data, file)
    charset, read = _other(data) if text is None else ("", "")
    if not charset:
        return text, diagnostics
    message, hint = _("the file is in {charset}, and read so", charset=charset), SAVE_AS_UTF_8
    text, others = _decoded(read.encode(), file)
    return text, [_about_the_file(file, "not-utf-8", message, "warning", hint), *others]


def _decoded(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    diagnostics: list[Diagnostic] = []
    if wide := _wide(data):
        message = _("the file is in {charset}", charset=wide[0])
        return None, [_about_the_file(file, "not-utf-8", message, "error", SAVE_AS_UTF_8)]
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        message = _("the file begins with a byte order mark, which is ignored")
        diagnostics.append(_about_the_file(file, "byte-order-mark", message, "note"))
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        message = _("the lines end with carriage returns, read as line feeds")
        diagnostics.append(_about_the_file(file, "carriage-returns", message, "note"))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return None, [*diagnostics, _broken(data, error.start, file)]
    if _many_nuls(text.count("\0"), len(text)):
        message = _("the file is no text: it has {number} NUL characters", number=text.count("\0"))
        return None, [_about_the_file(file, "not-utf-8", message, "error", SAVE_AS_UTF_8)]
    if "\0" in text:
        at = text.index("\0")
        position = Position(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
        message, hint = _("the file contains a NUL character"), _("delete it; it is invisible in most editors")
        diagnostics.append(
            Diagnostic(code="nul", message=message, file=file, span=span_at(text, position), hints=(hint,))
        )
        text = text.replace("\0", "\ufffd")
    return text, diagnostics


def _other(data: bytes) -> tuple[str, str]:
    """Return in which other charset a text is, with what it says; nothing where there is a doubt."""
    try:
        if wide := _wide(data):
            return wide[0], data.decode(wide[1]).removeprefix("\ufeff")
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "", ""
    foreign = [char for char in text if not char.isascii()]
    chinese = sum(1 for char in foreign if _is_common_chinese(char))
    return ("GBK", text) if chinese > 0.9 * len(foreign) else ("", "")


def _wide(data: bytes) -> tuple[str, str] | None:
    """Return the name of the charset of a text whose letters have two or four bytes each, and what Python calls it;
    None for another. Without a mark, it is the one in which the zeros are parts of letters that people write with."""
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return name, codec
    if _many_nuls(data.count(0), len(data)) or (b"\0" in data and _failing(data)):
        return next(((name, codec) for _, name, codec in _MARKS if _is_text(data, codec)), None)
    return None


def _many_nuls(number: int, length: int) -> bool:
    return number > max(3, length // 20)


def _failing(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


def _is_text(data: bytes, codec: str) -> bool:
    """Tell whether nearly all that data says in a charset are letters, ASCII or common Chinese, and none a NUL."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    known = sum(1 for char in text if char.isascii() or _is_common_chinese(char))
    return "\0" not in text and known > 0.8 * len(text)


def _is_common_chinese(char: str) -> bool:
    """Tell whether GB2312 has the character, and it is no kana, Greek or Cyrillic: as what Big5 is misread."""
    try:
        row = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return row >= 0xB0 or row in (0xA1, 0xA3)


def _broken(data: bytes, at: int, file: str) -> Diagnostic:
    before = data[:at].decode("utf-8", "replace")
    source = data[data.rfind(b"\n", 0, at) + 1 :].split(b"\n", 1)[0].decode("utf-8", "replace")
    return Diagnostic(
        code="not-utf-8",
        message=_("byte 0x{byte} is not UTF-8", byte=f"{data[at]:02x}"),
        file=file,
        span=Span(before.count("\n") + 1, len(before) - before.rfind("\n"), 1, source[:2_000]),
        hints=(_("save the file as UTF-8; Chinese files from older systems are often in GBK or Big5"),),
    )


def _about_the_file(file: str, code: Code, message: AnyText, severity: Severity, *hints: AnyText) -> Diagnostic:
    return Diagnostic(code=code, message=message, file=file, severity=severity, hints=hints, span=Span(1))
