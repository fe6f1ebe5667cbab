"""YAML as we accept it: text, lists and mappings, with the place of each; no types, tags, bombs or repeated keys.

The schema decides what a value means, so that `NO` stays a city and `1.10` stays as written (YAML 1.2 failsafe schema).
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
import yaml

from mingpian.content.data_formats.yaml_folds import unfold
from mingpian.content.data_formats.yaml_lines import NULLS, read_lines
from mingpian.content.data_formats.yaml_slips import mend
from mingpian.core.codes import severity_of
from mingpian.core.diagnostics import FieldPath
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign
from mingpian.schema.located import Located, Position, SyntaxFault, UnreadableError

MAX_NODES = 20_000  # after aliases are expanded
MAX_DEPTH = 30
MAX_OPENED = 500

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_UNPRINTABLE = lazy_pattern("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_FIELD = re.compile(r"[^\s:]+:(?:\s|\Z)")
_UNSEEN = lazy_pattern("[\u200b-\u200f\u2060\ufeff]")


class _YamlState(msgspec.Struct):
    """What is known while one document is read."""

    faults: list[SyntaxFault]
    nodes: int = 0


def load(text: str) -> Located:
    """Read one YAML mapping. Slips whose meaning is plain are read as meant, and told. Raises UnreadableError, with
    every fault found."""
    try:
        return located(text)
    except UnreadableError as error:
        mended = mend(text, located, error)
        if mended is None:
            raise
        return mended


def located(text: str) -> Located:
    """Read one YAML mapping as it stands. Raises UnreadableError."""
    if data := read_lines(text):  # places are asked for where something is wrong
        return Located(data, lambda path: _find(_nodes(text), path)[0], lambda path: _find(_nodes(text), path)[1])
    root = composed(text)
    if root is None:
        return Located({}, lambda _path: Position(), lambda _path: Position())
    if not isinstance(root, yaml.MappingNode):
        hint = _("write a name and a value on each line, such as `title: …`")
        raise UnreadableError(
            SyntaxFault("not-a-mapping", _("the front matter is not a set of names with values"), _place(root), (hint,))
        )
    reading = _YamlState([])
    data = _value(root, 0, reading)
    _refuse(reading)
    return Located(data, lambda path: _find(root, path)[0], lambda path: _find(root, path)[1], tuple(reading.faults))


def yaml_value(text: str) -> Any:
    """Read one YAML document, whatever it is; None when it is empty. Raises UnreadableError, with every fault found."""
    root = composed(text)
    return None if root is None else node_value(root)


def composed(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML document, folded texts as they read; None when it is empty. Raises UnreadableError."""
    _check_depth(text)
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_syntax_fault(error, text)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(
            SyntaxFault("bad-yaml", _("this is not YAML: {error}", error=foreign(str(error).splitlines()[0])))
        ) from None
    if root is not None:
        unfold(root, text)
    return root


@lru_cache(maxsize=1)
def _nodes(text: str) -> yaml.Node:
    """Return the nodes of a document that has some."""
    root = composed(text)
    assert root is not None
    return root


def node_value(root: yaml.Node) -> Any:
    """Return what a node says. Raises UnreadableError, with every fault found."""
    reading = _YamlState([])
    data = _value(root, 0, reading)
    _refuse(reading)
    return data


def _refuse(reading: _YamlState) -> None:
    grave = [fault for fault in reading.faults if severity_of(fault.code) == "error"]
    if grave:
        raise UnreadableError(*grave)


def _check_depth(text: str) -> None:
    """Refuse collections nested so deeply that composing them, which recurses, would end the process.

    Only what opens a collection within a line can nest so deeply; so most texts need no look.
    """
    if max(text.count("[") + text.count("{"), text.count("- "), text.count("? ")) < MAX_OPENED:
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                mark = event.start_mark
                raise UnreadableError(_too_complex(Position(mark.line, mark.column) if mark else Position()))
    except (yaml.YAMLError, ValueError):
        return  # composing meets the same error, and says where


def yaml_line(text: str) -> str:
    """Return one line of text as a YAML value: plain where it reads back as it was, else in quotes."""
    try:
        if located(f"x: {text}").data == {"x": text}:
            return text
    except UnreadableError:
        pass
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text in quotes, as JSON and YAML read it; what YAML takes for unprintable is written by its number."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _value(node: yaml.Node, depth: int, reading: _YamlState, path: FieldPath = ()) -> Any:
    reading.nodes += 1
    if reading.nodes > MAX_NODES or depth > MAX_DEPTH:
        raise UnreadableError(*reading.faults, _too_complex(_place(node)))
    if node.tag[:1] == "!" or (node.tag[:4] == "tag:" and node.tag not in _PLAIN_TAGS):
        hint = _("write the plain value; mingpian knows the type of each field")
        reading.faults.append(
            SyntaxFault("yaml-tag", _("the tag `{tag}` is not allowed", tag=node.tag), _place(node), (hint,))
        )
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, depth + 1, reading, path) for item in node.value]
    return _mapping(node, depth, reading, path)


_FLAT = _("write it flatter: fewer things inside others, and no `*name` that repeats what stands elsewhere")


def _too_complex(place: Position) -> SyntaxFault:
    return SyntaxFault("too-complex", _("the front matter is nested or repeated beyond reason"), place, (_FLAT,))


_PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


def _mapping(node: yaml.Node, depth: int, reading: _YamlState, path: FieldPath) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            reading.faults.append(SyntaxFault("bad-yaml", _("a name must be plain text"), _place(key)))
            continue
        name = _name(key)
        if name in found:
            hint = _("keep one of them; make a list if both are meant")
            message, at = _("`{value}` stands here twice", value=name), (*path, name)
            reading.faults.append(SyntaxFault("duplicate-field", message, _place(key), (hint,), at))
        read = _value(value, depth + 1, reading, (*path, name))
        found.setdefault(name, read)
    return found


def _name(key: yaml.Node) -> str:
    """Return the name of a field, without what nobody sees."""
    return _UNSEEN.sub("", str(key.value)).strip()


def _find(root: yaml.Node, path: FieldPath) -> tuple[Position, Position]:
    """Return the places of the value at `path` (of its name when it is a collection) and of its name; of the last step
    that exists."""
    node, position, name = root, _place(root), _place(root)
    for step in path:
        child = next(_children(node, step), None)
        if child is None:
            break
        node, position, name = child
    return position, name


def _children(node: yaml.Node, step: str | int) -> Iterator[tuple[yaml.Node, Position, Position]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _name(key) == step:
                shown = value if isinstance(value, yaml.ScalarNode) and value.value else key
                yield value, _place(shown), _place(key)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        yield node.value[step], _place(node.value[step]), _place(node.value[step])


def _place(node: yaml.Node) -> Position:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Position(start.line, start.column, max(1, length))


def _is_left_open(error: yaml.MarkedYAMLError, text: str) -> bool:
    """Tell whether a list or a set in brackets goes on where the next field begins, or to the end."""
    opens, met = error.context_mark, error.problem_mark
    if not (error.context or "").startswith("while parsing a flow ") or opens is None or met is None:
        return False
    line = next(iter(text.split("\n")[met.line :]), "")
    return bool(met.line > opens.line and (not line or _FIELD.match(line)))


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> SyntaxFault:
    mark = error.problem_mark or error.context_mark
    position = Position(mark.line, mark.column) if mark else Position()
    said: AnyText = " ".join(filter(None, (error.context, error.problem)))
    hint = _("put quotes around a value that contains `: `, or starts with one of `[{&*!|>%@#`")
    line = text.split("\n")[position.line] if position.line < text.count("\n") + 1 else ""
    if line[position.column :].startswith("\t"):
        said, hint = _("a line is indented with a tab"), _("indent with blanks; YAML takes no tabs")
    elif (opens := error.context_mark) and _is_left_open(error, text):
        said, hint = _("the bracket that opens here is never closed"), _("write the bracket that closes it")
        position = Position(opens.line, opens.column)
    elif error.context == "while scanning a quoted scalar" and error.context_mark:
        said, hint = _("the quotation mark that opens here is never closed"), _("close it, or take both away")
        position = Position(error.context_mark.line, error.context_mark.column)
    return SyntaxFault(
        "bad-yaml",
        _("this is not YAML: {reason}", reason=foreign(said) if isinstance(said, str) else said),
        position,
        (hint,),
    )
