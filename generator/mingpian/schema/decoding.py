"""Bytes -> text; and what a writer cannot see: byte order marks, carriage returns, NULs, broken bytes."""

from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import Diagnostic, Span
from mingpian.i18n import AnyText, _
from mingpian.schema.located import Position, span_at


def decode(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Decode UTF-8 (RFC 3629) into text with line feeds only. The text is None when there is no telling what it says;
    a NUL becomes U+FFFD."""
    diagnostics: list[Diagnostic] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [_about_the_file(file, "not-utf-8", _("the file is in UTF-16"), "error", _("save it as UTF-8"))]
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
    if "\0" in text:
        at = text.index("\0")
        position = Position(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
        message, hint = _("the file contains a NUL character"), _("delete it; it is invisible in most editors")
        diagnostics.append(
            Diagnostic(code="nul", message=message, file=file, span=span_at(text, position), hints=(hint,))
        )
        text = text.replace("\0", "\ufffd")
    return text, diagnostics


def decode_text(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Decode a text as `decode` does; one in UTF-16, or surely in GBK, as older Chinese systems write, is read too, and
    told of."""
    text, diagnostics = decode(data, file)
    charset, read = _other(data) if text is None else ("", "")
    if not charset:
        return text, diagnostics
    message, hint = _("the file is in {charset}, and read so", charset=charset), _("save it as UTF-8")
    text, others = decode(read.encode(), file)
    return text, [_about_the_file(file, "not-utf-8", message, "warning", hint), *others]


def _other(data: bytes) -> tuple[str, str]:
    """Return in which other charset a text is, with what it says; nothing where there is a doubt."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "UTF-16", data.decode("utf-16")
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "", ""
    foreign = [char for char in text if not char.isascii()]
    chinese = sum(1 for char in foreign if _is_common_chinese(char))
    return ("GBK", text) if chinese > 0.9 * len(foreign) else ("", "")


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
