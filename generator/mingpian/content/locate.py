"""Gives a place to diagnostics of later stages, which name a field, or what stands in a body.

A file is read again as it was read before, and asked: so a field's place is that of its value, and that of a reference
is where the body refers so, never where the same letters stand by chance.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import msgspec

from mingpian.config.load import load_config
from mingpian.content import discover
from mingpian.content.data_formats import frontmatter
from mingpian.content.naming import is_entry, path_parts
from mingpian.content.parse import options_of, parse_settings, span_in_body
from mingpian.content.parse_settings import Settings
from mingpian.content.stated import stated_of, written_at
from mingpian.content.taxonomies import sound
from mingpian.core.diagnostics import Diagnostic, FieldPath, Span
from mingpian.core.paths import fold_path
from mingpian.schema import toml_data
from mingpian.schema.decoding import decode_text
from mingpian.schema.located import Position, UnreadableError, span_at

MAX_BYTES = 4 * 1024 * 1024
_ENTRIES = (".md", ".markdown")


def locate(diagnostics: Iterable[Diagnostic], root: Path) -> list[Diagnostic]:
    """Return the diagnostics, each with a span where one can be found."""
    pinned: list[Diagnostic] = []
    loose: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        has_lines = item.file.lower().endswith((*_ENTRIES, ".toml", ".json"))
        (loose.setdefault(item.file, []) if has_lines and not item.span else pinned).append(item)
    has_entries = any(file.lower().endswith(_ENTRIES) for file in loose)
    settings = parse_settings(sound(load_config(root)[0])[0]) if has_entries else None
    for file, items in loose.items():
        pinned += _located(file, items, root, settings)
    return pinned


def _located(file: str, items: list[Diagnostic], root: Path, settings: Settings | None) -> list[Diagnostic]:
    """Pin the diagnostics of one file, which is read once."""
    inside = file.startswith("content/")
    folder, path = (root / "content", file.removeprefix("content/")) if inside else (root, file)
    try:
        data = discover.read_file(folder, path, MAX_BYTES)
    except OSError:
        return items
    text = decode_text(data, file)[0] or ""
    find: Callable[[Diagnostic], Span | None] = partial(_in_data, text)
    if settings and is_entry(path):
        find = partial(_in_entry, path, text, settings)
    return [msgspec.structs.replace(item, span=find(item)) for item in items]


def _in_data(text: str, item: Diagnostic) -> Span | None:
    """Return the place of a value in site.toml, or in a data file of ours; None for a setting that is nowhere in it."""
    if item.field:
        place = toml_data.place_of(text, item.field)
        return span_at(text, place) if place != Position() else None
    at = max(0, text.find(item.needle))
    return span_at(text, Position(text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1), len(item.needle)))


def _item_at(data: Mapping[str, object], field: FieldPath, needle: str) -> FieldPath:
    """Return the path of the item of a list that states an address, in any spelling; else the list's."""
    stated = data.get(str(field[0])) if needle and len(field) == 1 else None
    items = stated if isinstance(stated, list) else []
    return next(((*field, at) for at, item in enumerate(items) if _bare(str(item)) == _bare(needle)), field)


def _bare(address: str) -> str:
    return fold_path(unquote(address).removesuffix("index.html").strip("/"))


def _in_entry(path: str, text: str, settings: Settings, item: Diagnostic) -> Span:
    """Return the place of a field, or of what a body refers to."""
    try:
        front = frontmatter.split_front_matter(text)
        stated, _ = stated_of(path, path_parts(path, settings.languages), front, settings, lowered=False)
    except UnreadableError:
        return span_at(text, Position())
    if item.field and front.text:
        field = _item_at(front.located.data, written_at(stated, item.field), item.needle)
        return span_at(front.text, front.located.place_of(field), front.text_line)
    if not item.needle:
        return span_at(text, Position())
    found = span_in_body(text, stated.body, item.needle, options_of(stated, settings))
    named = next((name for name, value in front.located.data.items() if value == item.needle), None)
    if found or not named:
        return found or span_at(text, Position())
    return span_at(front.text, front.located.place_of((named,)), front.text_line)
