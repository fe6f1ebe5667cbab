"""Diagnostics: what is wrong, where, and what to do; and how they print."""

from collections.abc import Iterable, Sequence
from typing import Literal, cast
from unicodedata import category, east_asian_width

import msgspec

from mingpian.core.codes import AnyCode, Severity, severity_of
from mingpian.i18n import AnyText, Language, _, translate

Format = Literal["text", "json", "github"]
FieldPath = tuple[str | int, ...]

MAX_OF_A_FILE = 100
SHOWN_OF_A_KIND = 3  # warnings
HINTED = 50  # findings for which a name is looked for that may be meant: it takes a look at all names


SEVERITIES: dict[Severity, AnyText] = {"error": _("error"), "warning": _("warning"), "note": _("note")}
UNSTATED = cast(Severity, "unstated")  # in place of a severity: that of the code


class Span(msgspec.Struct, frozen=True):
    """A place in a file. Lines and columns count from 1; columns and lengths are code points."""

    line: int
    column: int = 1
    length: int = 1
    source: str = ""  # the source line, as it stands in the file


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `file` is relative to the site's root, with forward slashes.

    A stage that no longer has the source names the place by `field` (a path into the front matter), by `needle` (text
    of the body), or by both (an item of a list); `content/locate.py` turns them into a `span` just before printing.
    """

    code: AnyCode
    message: AnyText
    file: str = ""
    severity: Severity = UNSTATED
    span: Span | None = None
    field: FieldPath = ()
    needle: str = ""
    hints: tuple[AnyText, ...] = ()

    def __post_init__(self) -> None:
        if self.severity is UNSTATED:
            msgspec.structs.force_setattr(self, "severity", severity_of(self.code))


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file and place, and drop exact repeats."""
    return sorted(set(diagnostics), key=_order)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them is an error."""
    return any(item.severity == "error" for item in diagnostics)


def render_diagnostics(
    diagnostics: Iterable[Diagnostic], form: Format = "text", lang: Language = "en", every: bool = True
) -> str:
    """Render diagnostics as text in a language, as JSON, or as GitHub workflow commands; ends with a line feed.

    As text, and not `every` one: of many warnings of one code the first three, and how many more there are.
    """
    found = ordered(diagnostics)
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(list(map(_in_english, found))), indent=2).decode() + "\n"
    if form == "github":
        return "".join(_github(item) + "\n" for item in found)
    shown, rest = (found, {}) if every else _grouped(found)
    lines = [_text(item, lang) for item in shown]
    for code, number in rest.items():
        said_so = translate(
            _("{number} more of this kind are not shown: `mingpian check --all` shows them", number=number), lang
        )
        lines.append(f"{translate(SEVERITIES['warning'], lang)}[{code}]: {said_so}")
    return "".join(line + "\n" for line in lines)


def _grouped(found: list[Diagnostic]) -> tuple[list[Diagnostic], dict[AnyCode, int]]:
    """Return the errors and the first of each kind of warning, and how many of each kind are left."""
    diagnostics: list[Diagnostic] = []
    seen: dict[AnyCode, int] = {}
    for item in found:
        if item.severity != "error":
            seen[item.code] = seen.get(item.code, 0) + 1
        if item.severity == "error" or seen[item.code] <= SHOWN_OF_A_KIND:
            diagnostics.append(item)
    return diagnostics, {code: number - SHOWN_OF_A_KIND for code, number in seen.items() if number > SHOWN_OF_A_KIND}


def strictly(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Make errors of warnings."""
    return [
        msgspec.structs.replace(item, severity="error") if item.severity == "warning" else item for item in diagnostics
    ]


def capped(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the first findings in one file and the number of the others, so that no file floods the rest."""
    diagnostics = found[MAX_OF_A_FILE:]
    if not diagnostics:
        return list(found)
    severity: Severity = "error" if has_errors(diagnostics) else "warning"
    message = _("{number} more findings in this file are not shown", number=len(diagnostics))
    more = Diagnostic(code="and-more", message=message, file=diagnostics[0].file, severity=severity)
    return [*found[:MAX_OF_A_FILE], more]


def escape_controls(text: str) -> str:
    """Make control and bidirectional-formatting characters visible, so that content cannot steer a terminal."""
    return "".join(_escape(char) if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in text)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known name closest to `word`, if any is as close as `cutoff` (from 0, not at all, to 1, the same)."""
    from difflib import get_close_matches

    found = get_close_matches(word[:100], sorted(known), n=1, cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> tuple[AnyText, ...]:
    """Return the hint for a mistyped name; empty when nothing is close."""
    name = nearest(word, known)
    return (_("did you mean `{name}`?", name=name),) if name else ()


def _order(item: Diagnostic) -> tuple[str, int, int, str, str, str]:
    span = item.span or Span(0, 0)
    return item.file, span.line, span.column, item.code, str(item.message), repr(item.field) + item.needle


def _in_english(item: Diagnostic) -> Diagnostic:
    return msgspec.structs.replace(item, message=str(item.message), hints=tuple(map(str, item.hints)))


def _escape(char: str) -> str:
    return "␉" if char == "\t" else f"\\u{{{ord(char):x}}}"


def _place(item: Diagnostic) -> str:
    if not item.span:
        return escape_controls(item.file)
    return f"{escape_controls(item.file)}:{item.span.line}:{item.span.column}"


def _text(item: Diagnostic, lang: Language) -> str:
    severity, message = translate(SEVERITIES[item.severity], lang), escape_controls(translate(item.message, lang))
    head = f"{_place(item)}: {severity}[{item.code}]: {message}"
    lines = [head.removeprefix(": ")]
    if item.span and item.span.source.strip():
        number = f"{item.span.line:>5} | "
        before, source = _clip(item.span)
        lines.append(number + source)
        lines.append(" " * 5 + " | " + " " * width(before) + "^" * min(item.span.length, 60))
    lines += [f"      = {translate('hint: ', lang)}{escape_controls(translate(hint, lang))}" for hint in item.hints]
    return "\n".join(lines)


def _clip(span: Span) -> tuple[str, str]:
    """Return the text before the column and the source line, cut to a screen's width around the column."""
    start = max(0, span.column - 1 - 80)
    lead = "…" if start else ""
    before = lead + escape_controls(span.source[start : span.column - 1])
    return before, before + escape_controls(span.source[span.column - 1 : span.column + 79])


def width(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _github(item: Diagnostic) -> str:
    """One workflow command; its values are percent-escaped so that a value cannot start a command of its own."""
    span = item.span or Span(1)
    properties = {"file": item.file, "line": str(span.line), "col": str(span.column), "title": item.code}
    listed = ",".join(f"{name}={_percent(value, ',:')}" for name, value in properties.items())
    message = " – hint: ".join(map(str, (item.message, *item.hints)))
    command = "notice" if item.severity == "note" else item.severity
    return f"::{command} {listed}::{_percent(escape_controls(message), '')}"


def _percent(value: str, extra: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + extra else char for char in value)
