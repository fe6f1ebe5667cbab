"""Finds the place in a file for diagnostics of later stages, which name a field or a piece of text."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from mingpian.content import discover, frontmatter
from mingpian.core.diagnostics import Diagnostic, Span
from mingpian.schema import toml_data
from mingpian.schema.located import Place, Unreadable, span_at

MAX_BYTES = 4 * 1024 * 1024


def pin(diagnostics: Iterable[Diagnostic], root: Path) -> list[Diagnostic]:
    """Return the diagnostics, each with a span where one can be found."""
    return [item if item.span or not item.file else _pinned(item, root) for item in diagnostics]


def _pinned(item: Diagnostic, root: Path) -> Diagnostic:
    if not item.file.endswith((".md", ".markdown", ".toml")):
        return item
    inside = item.file.startswith("content/")
    folder, path = (root / "content", item.file.removeprefix("content/")) if inside else (root, item.file)
    try:
        data = discover.read(folder, path, MAX_BYTES)
    except OSError:
        return item
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return msgspec.structs.replace(item, span=_span(item, text))


def _span(item: Diagnostic, text: str) -> Span:
    if item.needle:
        at = text.find(item.needle)
        if at >= 0:
            line = text.count("\n", 0, at)
            return span_at(text, Place(line, at - (text.rfind("\n", 0, at) + 1), len(item.needle.split("\n")[0])))
    if item.field and item.file.endswith(".toml"):
        return span_at(text, toml_data.place_of(text, item.field))
    if item.field:
        try:
            front = frontmatter.split(text)
        except Unreadable:
            return span_at(text, Place())
        return span_at(front.text, front.located.place_of(item.field), front.text_line)
    return span_at(text, Place())
