"""Finds the place in a file for diagnostics of later stages, which name a field or a piece of text."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from mingpian.content import discover, frontmatter
from mingpian.content.frontmatter import FrontMatter
from mingpian.core.diagnostics import Diagnostic, Span
from mingpian.schema import toml_data
from mingpian.schema.located import Position, UnreadableError, span_at

MAX_BYTES = 4 * 1024 * 1024


def locate(diagnostics: Iterable[Diagnostic], root: Path) -> list[Diagnostic]:
    """Return the diagnostics, each with a span where one can be found."""
    pinned: list[Diagnostic] = []
    loose: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        has_lines = item.file.endswith((".md", ".markdown", ".toml"))
        (loose.setdefault(item.file, []) if has_lines and not item.span else pinned).append(item)
    for file, items in loose.items():
        pinned += _located(file, items, root)
    return pinned


def _located(file: str, items: list[Diagnostic], root: Path) -> list[Diagnostic]:
    """Pin the diagnostics of one file, which is read once."""
    inside = file.startswith("content/")
    folder, path = (root / "content", file.removeprefix("content/")) if inside else (root, file)
    try:
        data = discover.read_file(folder, path, MAX_BYTES)
    except OSError:
        return items
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    front = _front_matter(text) if any(item.field for item in items) and not file.endswith(".toml") else None
    return [msgspec.structs.replace(item, span=_span(item, text, front)) for item in items]


def _front_matter(text: str) -> FrontMatter | None:
    try:
        return frontmatter.split_front_matter(text)
    except UnreadableError:
        return None


def _span(item: Diagnostic, text: str, front: FrontMatter | None) -> Span:
    if item.needle:
        at = text.find(item.needle)
        if at >= 0:
            line = text.count("\n", 0, at)
            return span_at(text, Position(line, at - (text.rfind("\n", 0, at) + 1), len(item.needle.split("\n")[0])))
    if item.field and item.file.endswith(".toml"):
        return span_at(text, toml_data.place_of(text, item.field))
    if item.field and front:
        return span_at(front.text, front.located.place_of(item.field), front.text_line)
    return span_at(text, Position())
