"""Field values as forms have them, a tree of texts, and back again as data of front matter.

`{"asks": {"0": {"topic": "译稿", "text": ""}}}` is what the inputs named `asks/0/topic` and `asks/0/text` say. Names of
mappings are chosen by the writer, so that each has an input of its own: `contact/0/name` beside `contact/0/value`.
"""

import json
from collections.abc import Iterable
from typing import Any

from mingpian.schema.edits import FieldChange, RemoveField, SetField, as_read
from mingpian.schema.shapes import MAX_ITEMS, Anything, Choice, Many, Mapping, Record, Scalar, Shape, apart

Node = Any  # text, or names with nodes: mypy has no recursive types without a name for each level
NAME, VALUE = "name", "value"
_TRUTH = {"true": True, "false": False}


def tree_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Node]:
    """Return what pairs of names and texts say, as a tree. A name that is also the start of another has no text."""
    tree: dict[str, Node] = {}
    for name, text in pairs:
        *above, last = name.split("/")
        holder = tree
        for step in above:
            inside = holder.get(step)
            if not isinstance(inside, dict):
                inside = holder[step] = {}
            holder = inside
        if not isinstance(holder.get(last), dict):
            holder[last] = text.replace("\r\n", "\n").replace("\r", "\n")
    return tree


def shown(shape: Shape, value: Any) -> Node:
    """Return the texts of a form that show a value of front matter, whichever of its ways it is written in."""
    if value is None:
        return {} if isinstance(shape, Many | Mapping | Record) else ""
    match shape:
        case Many(item):
            items = value if isinstance(value, list | tuple) else apart(item, value)
            return {str(number): shown(item, one) for number, one in enumerate(items)}
        case Mapping(inner):
            pairs = value.items() if isinstance(value, dict) else ()
            return {str(at): {NAME: str(name), VALUE: shown(inner, one)} for at, (name, one) in enumerate(pairs)}
        case Record(_struct, fields, shorthand):
            known = value if isinstance(value, dict) else {shorthand: value} if shorthand else {}
            return {name: shown(field, known.get(name)) for name, field in fields.items()}
        case Anything():
            return value if isinstance(value, str) else json.dumps(as_read(value), ensure_ascii=False, indent=1)
        case Scalar() | Choice():
            return _text(value)


def said(shape: Shape, node: Node, was: Any = None) -> Any:
    """Return the value that the texts of a form say; None for nothing. What a record `was` and a form does not show of
    it, names that nobody knows, stays in it."""
    match shape:
        case Many(item):
            return _as_it_was(item, _list(item, node, was), was) or None
        case Mapping(inner):
            return _mapping(inner, node, was) or None
        case Record():
            return _record(shape, node, was)
        case Anything():
            return _anything(node, was)
        case Scalar() | Choice():
            return _scalar(shape, node)


def changes(fields: dict[str, Shape], tree: dict[str, Node], data: dict[str, Any]) -> list[FieldChange]:
    """Return what a form changes in the data that it was made from. A field whose texts are what they were is not
    touched, however it is written."""
    found: list[FieldChange] = []
    for name, shape in fields.items():
        if name not in tree:
            continue
        was = data.get(name)
        before, after = said(shape, shown(shape, was), was), said(shape, tree[name], was)
        if as_read(before) == as_read(after):
            continue
        found.append(RemoveField((name,)) if after is None else SetField((name,), after))
    return found


def _text(value: Any) -> str:
    return str(as_read(value) or "") if not isinstance(value, dict | list | tuple) else ""


def _scalar(shape: Scalar | Choice, node: Node) -> Any:
    text = node.strip() if isinstance(node, str) else ""
    if not text:
        return None
    check = shape.check if isinstance(shape, Scalar) else ""
    if check == "bool":
        return _TRUTH.get(text, text)
    return int(text) if check in ("int", "count") and text.isascii() and text.isdecimal() and len(text) < 16 else text


def _items(node: Node) -> list[tuple[int, Node]]:
    """Return the items of a list in a form, by their numbers; what has none is none."""
    if not isinstance(node, dict):
        return []
    numbers = sorted(int(name) for name in node if name.isascii() and name.isdecimal() and len(name) < 6)
    return [(number, node[str(number)]) for number in numbers if str(number) in node][:MAX_ITEMS]


def _list(item: Shape, node: Node, was: Any) -> list[Any]:
    before = was if isinstance(was, list | tuple) else apart(item, was) if was is not None else []
    found = (said(item, one, before[at] if at < len(before) else None) for at, one in _items(node))
    return [one for one in found if one is not None]


def _as_it_was(item: Shape, found: list[Any], was: Any) -> Any:
    """Return the one item of a list as itself, where it was written so."""
    is_alone = was is not None and not isinstance(was, list | tuple) and len(found) == 1
    return found[0] if is_alone and apart(item, found[0]) == found else found


def _mapping(inner: Shape, node: Node, was: Any) -> dict[str, Any]:
    before = was if isinstance(was, dict) else {}
    found: dict[str, Any] = {}
    for _at, one in _items(node):
        name = str(one.get(NAME) or "").strip() if isinstance(one, dict) else ""
        value = said(inner, one.get(VALUE, ""), before.get(name)) if name else None
        if value is not None:
            found[name] = value
    return found


def _record(shape: Record, node: Node, was: Any) -> Any:
    given = node if isinstance(node, dict) else {}
    before = was if isinstance(was, dict) else {shape.shorthand: was} if shape.shorthand and was is not None else {}
    named = [name for name in before if name in shape.fields] + [name for name in shape.fields if name not in before]
    found = {name: said(shape.fields[name], given.get(name, ""), before.get(name)) for name in named}
    stated = {name: value for name, value in found.items() if value is not None}
    unknown = {name: value for name, value in before.items() if name not in shape.fields}
    if shape.shorthand and not isinstance(was, dict) and [*stated] == [shape.shorthand]:
        return stated[shape.shorthand]
    return {**stated, **unknown} if stated else None


def _anything(node: Node, was: Any) -> Any:
    text = node if isinstance(node, str) else ""
    if not text.strip():
        return None
    if isinstance(was, str) or text[:1] not in '[{"':
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
