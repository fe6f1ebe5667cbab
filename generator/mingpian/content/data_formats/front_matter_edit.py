"""Front matter changed where a field changes, and nowhere else, whichever of its formats it is written in.

edited_front_matter(source, [SetField(("now",), "在写一本书"), AddItem(("accepts", "vouches"), "lin")])
"""

import json
from collections.abc import Iterable
from typing import Any

from mingpian.content.data_formats import json_data
from mingpian.content.data_formats.frontmatter import FrontMatter, split_front_matter
from mingpian.content.data_formats.yaml_data import quoted
from mingpian.content.data_formats.yaml_edit import Notation, edited_nodes, edited_yaml
from mingpian.core.splices import Splice, between, plain_lines, spliced_as_written
from mingpian.i18n import _
from mingpian.schema.edits import EditError, FieldChange, as_read, changed
from mingpian.schema.located import UnreadableError
from mingpian.schema.toml_edit import edited_plain_toml


def edited_front_matter(written: str, changes: Iterable[FieldChange]) -> str:
    """Return the text of an entry with changes of its fields; all else in it stays to the letter, ends of lines and a
    byte order mark as well. Fields are called as they are in the file. Raises UnreadableError and EditError."""
    source = plain_lines(written)
    front = split_front_matter(source)
    data = changed(front.located.data, changes)
    if as_read(data) == as_read(front.located.data):
        return written
    new = _edited(source, front, data)
    try:
        is_meant = _said(new, source) == (as_read(data), front.body.lstrip("\n"))
    except UnreadableError:
        is_meant = False
    if not is_meant:
        raise EditError(_("it is written in a way that cannot be changed here; change it by hand"))
    lines = between(source[new.start : new.end], new.text)
    return spliced_as_written(written, [Splice(new.start + one.start, new.start + one.end, one.text) for one in lines])


def _said(new: Splice, source: str) -> tuple[Any, str]:
    front = split_front_matter(source[: new.start] + new.text + source[new.end :])
    return as_read(front.located.data), front.body.lstrip("\n")


def _edited(source: str, front: FrontMatter, data: dict[str, Any]) -> Splice:
    """Return what replaces the front matter of a text."""
    fence = source[: source.find("\n")].strip() if source.startswith(("---", "+++", ";;;")) else ""
    if not front.text and not fence:
        return Splice(0, 0, f"---\n{edited_yaml('', data)}---\n" + ("\n" if source.strip() else ""))
    if not front.text.strip() and fence:
        start = source.index("\n") + 1
        fields = edited_plain_toml("", data) if fence[0] == "+" else edited_yaml("", data)
        return Splice(start, source.index(fence[:3], start), fields)
    is_bare = front.text[0] == "{" and front.text not in source  # Hexo's, without its braces
    shown = front.text[1:-1] if is_bare else front.text
    line = 0
    for _line in range(front.text_line):
        line = source.index("\n", line) + 1
    start = source.index(shown, line)
    new = _in_format(source, front, data)
    return Splice(start, start + len(shown), new[1:-1] if is_bare else new)


def _in_format(source: str, front: FrontMatter, data: dict[str, Any]) -> str:
    if front.text.lstrip().startswith("{") and json_data.end_of(front.text, len(front.text) - len(front.text.lstrip())):
        return edited_nodes(front.text, data, Notation(_json, is_json=True))
    if source.lstrip("\n \t").startswith("+++"):
        return edited_plain_toml(front.text, data)
    return edited_yaml(front.text, data)


def _json(value: Any) -> str:
    """Return a value as JSON that YAML reads alike."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(str(name))}: {_json(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value)
