"""Values as YAML: within a line, and over several."""

import re
from typing import Any

from mingpian.content.data_formats.yaml_data import quoted, yaml_line
from mingpian.core.patterns import lazy_pattern

_PLAIN = lazy_pattern(r"[\w一-鿿][\w一-鿿 .+&-]*\Z")
_LITERAL = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_BLANK = re.compile(r"[ \t]*\Z")


def inline(value: Any) -> str:
    """Return a value as it stands within brackets."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(str(name))}: {inline(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    if value is None:
        return "null"
    text = str(value)
    plain = _PLAIN.match(text) and text == text.strip() and text.casefold() not in _LITERAL
    return text if plain else quoted(text)


def block(value: Any, indent: int) -> str:
    """Return a value as it follows `name:`, with the blank or line feed before it; `indent` is the name's column."""
    margin = " " * (indent + 2)
    if isinstance(value, list | tuple) and any(isinstance(item, dict | list | tuple) for item in value):
        return "".join(f"\n{margin}- {item_lines(item, indent + 2)}" for item in value)
    if isinstance(value, dict) and any(isinstance(item, dict | list | tuple) for item in value.values()):
        return "".join(f"\n{margin}{field_lines(str(name), one, indent + 2)}" for name, one in value.items())
    if isinstance(value, str):
        return _text(value, margin)
    return f" {inline(value)}"


def field_lines(name: str, value: Any, indent: int) -> str:
    """Return a field of a mapping that begins in a column."""
    return f"{inline(name)}:{block(value, indent)}"


def item_lines(value: Any, indent: int) -> str:
    """Return an item of a list after its dash, which stands in a column: a record of several fields has a line for
    each, so that people can read it."""
    if isinstance(value, dict) and len(value) > 1:
        margin = " " * (indent + 2)
        return f"\n{margin}".join(field_lines(str(name), one, indent + 2) for name, one in value.items())
    return yaml_line(value) if isinstance(value, str) and "\n" not in value else inline(value)


def _text(text: str, margin: str) -> str:
    """Return a text: in its line, or of several lines as they are."""
    if "\n" not in text:
        return f" {yaml_line(text)}" if text else ' ""'
    lines = text.split("\n")
    if text != text.strip() or not all(map(str.isprintable, lines)):
        return f" {quoted(text)}"
    return " |-\n" + "\n".join("" if _BLANK.match(line) else margin + line for line in lines)
