"""YAML changed where its data changes, and nowhere else: comments, order, quotes and blanks of the rest stay.

The nodes of the text say where values stand. What differs between the data that is there and the data that shall be
becomes splices; what comes out is read again, and must say just what was wanted.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import msgspec
import yaml

from mingpian.content.data_formats import yaml_data, yaml_written
from mingpian.content.data_formats.yaml_data import composed, node_value
from mingpian.content.data_formats.yaml_slips import mend
from mingpian.core.splices import Splice, spliced
from mingpian.i18n import _
from mingpian.schema.edits import EditError, as_read, list_steps
from mingpian.schema.located import Located, UnreadableError


class Notation(msgspec.Struct, frozen=True):
    """How values are written that are new: as YAML, or as JSON, which YAML's nodes fit as well."""

    inline: Callable[[Any], str] = yaml_written.inline
    is_json: bool = False


def edited_yaml(text: str, data: dict[str, Any]) -> str:
    """Return YAML with this data in place of its own. Raises UnreadableError and EditError.

    Slips whose meaning is plain are put right, if there are any.
    """
    base = _without_slips(text)
    found = edited_nodes(base, data, Notation())
    if as_read(yaml_data.located(found).data) != as_read(data):
        raise EditError(_("it is written in a way that cannot be changed here; change it by hand"))
    return found


def edited_nodes(text: str, data: dict[str, Any], notation: Notation) -> str:
    """Return a text with this data in place of its own; what the result says is to be checked."""
    root = composed(text)
    if root is None:
        lines = "".join(f"{yaml_written.field_lines(name, value, 0)}\n" for name, value in data.items())
        return f"{text}\n{lines}" if text and not text.endswith("\n") else text + lines
    if not isinstance(root, yaml.MappingNode):
        raise EditError(_("the front matter is not a set of names with values"))
    return spliced(text, _Editor(text, notation).mapping(root, data))


def _without_slips(text: str) -> str:
    read = [text]
    try:
        yaml_data.located(text)
    except UnreadableError as error:

        def reading(mended: str) -> Located:
            found = yaml_data.located(mended)
            read.append(mended)
            return found

        if mend(text, reading, error) is None:
            raise
    return read[-1]


class _Editor:
    """Finds the splices that change one text; `text` and `notation` are the same for all of them."""

    def __init__(self, text: str, notation: Notation) -> None:
        self.text = text
        self.notation = notation

    def mapping(self, node: yaml.MappingNode, new: dict[str, Any]) -> Iterator[Splice]:
        """Yield what makes a mapping say `new`."""
        if node.flow_style:
            if as_read(node_value(node)) != as_read(new):
                yield Splice(_start(node), _end(self.text, node), self.flow_mapping(node, new))
            return
        kept = [pair for pair in node.value if pair[0].value in new]
        if not kept:
            yield self._whole(node, new)
            return
        for at, (key, value) in enumerate(node.value):
            if key.value in new:
                yield from self.field(key, value, new[key.value])
            else:
                following = node.value[at + 1][0] if at + 1 < len(node.value) else None
                yield self._field_removed(key, value, following)
        names = {key.value for key, _value in node.value}
        last, indent = kept[-1], kept[0][0].start_mark.column
        added = [(name, value) for name, value in new.items() if name not in names]
        lines = "".join(f"\n{' ' * indent}{yaml_written.field_lines(name, one, indent)}" for name, one in added)
        if lines:
            place = self._line_end(_end(self.text, last[1]))
            yield Splice(place, place, lines)

    def field(self, key: yaml.Node, value: yaml.Node, new: Any) -> Iterator[Splice]:
        """Yield what makes the field of a block mapping say `new`."""
        if as_read(node_value(value)) == as_read(new):
            return
        if isinstance(value, yaml.MappingNode) and isinstance(new, dict) and new:
            yield from self.mapping(value, new)
        elif isinstance(value, yaml.SequenceNode) and isinstance(new, list | tuple) and new:
            yield from self.sequence(value, [*new], key.start_mark.column)
        else:
            colon = self.text.index(":", key.end_mark.index) + 1
            yield from self._replaced(colon, value, new, yaml_written.block(new, key.start_mark.column))

    def _replaced(self, colon: int, value: yaml.Node, new: Any, written: str) -> Iterator[Splice]:
        """Yield what puts a value, as it is `written`, after a colon (or dash); comments about the old one stay, and
        then it takes one line."""
        start, end = _start(value), max(_end(self.text, value), colon)
        gap = self.text[colon:start]
        if "#" in gap:
            yield Splice(colon, colon, f" {yaml_written.inline(new)}")
            yield Splice(colon + len(gap.rstrip()), end, "")
        elif "#" in self.text[end : self._line_end(end)]:
            yield Splice(colon, end, f" {yaml_written.inline(new)}")
        elif gap.strip(" ") or not gap or written.startswith("\n"):
            yield Splice(colon, end, written)
        else:
            yield Splice(start, end, written[1:])  # with the blanks that were there

    def _field_removed(self, key: yaml.Node, value: yaml.Node, following: yaml.Node | None) -> Splice:
        start, end = _start(key), max(_end(self.text, value), self.text.index(":", key.end_mark.index) + 1)
        if not self._indent(start).isspace() and self._indent(start):  # the first one after the dash of a list
            gap = self.text[end : _start(following)] if following else ""
            return Splice(start, end if "#" in gap or not following else _start(following), "")
        return Splice(start - len(self._indent(start)), min(self._line_end(end) + 1, len(self.text)), "")

    def sequence(self, node: yaml.SequenceNode, new: list[Any], indent: int) -> Iterator[Splice]:
        """Yield what makes a list say `new`; `indent` is the column of the field that it belongs to."""
        if node.flow_style:
            yield Splice(_start(node), _end(self.text, node), self.flow_sequence(node, new))
            return
        dashes = [self._dash(node, item) for item in node.value]
        steps = list_steps(node_value(node), new)
        if not all(at >= 0 for at in dashes) or not any(tag in ("equal", "replace") for tag, *_rest in steps):
            yield self._whole(node, new, indent)
            return
        for _tag, one, other, first, last in steps:
            paired = min(other - one, last - first) if _tag != "equal" else 0
            for at in range(paired):
                yield from self._item(dashes[one + at], node.value[one + at], new[first + at])
            if _tag == "equal":
                continue
            for at in range(one + paired, other):
                yield self._item_removed(dashes, node, at)
            yield from self._items_added(node, dashes, one + paired, new[first + paired : last])

    def _item(self, dash: int, item: yaml.Node, new: Any) -> Iterator[Splice]:
        if isinstance(item, yaml.MappingNode) and isinstance(new, dict) and new:
            yield from self.mapping(item, new)
        else:
            written = f" {yaml_written.item_lines(new, self._column(dash))}"
            yield from self._replaced(dash + 1, item, new, written)

    def _item_removed(self, dashes: list[int], node: yaml.SequenceNode, at: int) -> Splice:
        dash, end = dashes[at], max(_end(self.text, node.value[at]), dashes[at] + 1)
        if self._indent(dash).strip():  # the first of a list within a list
            return Splice(dash, dashes[at + 1] if at + 1 < len(dashes) else end, "")
        return Splice(dash - len(self._indent(dash)), min(self._line_end(end) + 1, len(self.text)), "")

    def _items_added(
        self, node: yaml.SequenceNode, dashes: list[int], after: int, added: list[Any]
    ) -> Iterator[Splice]:
        """Yield new items behind the first `after` ones."""
        if not added:
            return
        column = self._column(dashes[0])
        written = [f"- {yaml_written.item_lines(item, column)}" for item in added]
        margin = "\n" + " " * column
        if after:
            place = self._line_end(max(_end(self.text, node.value[after - 1]), dashes[after - 1] + 1))
            yield Splice(place, place, "".join(margin + one for one in written))
        else:
            yield Splice(dashes[0], dashes[0], "".join(one + margin for one in written))

    def flow_mapping(self, node: yaml.MappingNode, new: dict[str, Any]) -> str:
        """Return the text of a mapping in braces that says `new`."""
        there = {key.value for key, _value in node.value}
        parts: list[tuple[str, int]] = []
        for at, (key, value) in enumerate(node.value):
            if key.value in new:
                begin, end = _start(key), _end(self.text, value)
                inside = self._flow_value(value, new[key.value])
                if value.start_mark.index == end or inside == self.text[_start(value) : end]:
                    said = self.text[begin:end] if as_read(node_value(value)) == as_read(new[key.value]) else ""
                else:
                    said = self.text[begin : _start(value)] + inside
                parts.append((said or f"{self.text[begin : key.end_mark.index]}: {inside}", at))
        parts += [
            (f"{self.notation.inline(name)}: {self.notation.inline(value)}", -1)
            for name, value in new.items()
            if name not in there
        ]
        return self._in_brackets(node, [(_start(key), _end(self.text, value)) for key, value in node.value], parts)

    def flow_sequence(self, node: yaml.SequenceNode, new: list[Any]) -> str:
        """Return the text of a list in brackets that says `new`."""
        parts: list[tuple[str, int]] = []
        for tag, one, other, first, last in list_steps(node_value(node), new):
            paired = min(other - one, last - first) if tag != "insert" else 0
            parts += [(self._flow_value(node.value[one + at], new[first + at]), one + at) for at in range(paired)]
            parts += [(self.notation.inline(item), -1) for item in new[first + paired : last]]
        return self._in_brackets(node, [(_start(item), _end(self.text, item)) for item in node.value], parts)

    def _flow_value(self, node: yaml.Node, new: Any) -> str:
        if as_read(node_value(node)) == as_read(new):
            return self.text[_start(node) : _end(self.text, node)]
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict) and node.value:
            return self.flow_mapping(node, new)
        if isinstance(node, yaml.SequenceNode) and isinstance(new, list | tuple) and node.value:
            return self.flow_sequence(node, [*new])
        return self.notation.inline(new)

    def _in_brackets(self, node: yaml.Node, spans: list[tuple[int, int]], parts: list[tuple[str, int]]) -> str:
        """Join parts, each with the number that it had among the spans (-1: it is new), as the others are joined."""
        whole = self.text[_start(node) : _end(self.text, node)]
        if not spans:
            return whole[0] + ", ".join(part for part, _at in parts) + whole[-1]
        gaps = [self.text[one[1] : other[0]] for one, other in pairwise(spans)]
        usual = next((gap for gap in gaps if "#" not in gap), ", ")
        head, tail = self.text[_start(node) : spans[0][0]], self.text[spans[-1][1] : _end(self.text, node)]
        found = head
        for number, (part, at) in enumerate(parts):
            before = parts[number - 1][1] if number else -1
            found += (gaps[before] if at == before + 1 and before >= 0 else usual) if number else ""
            found += part
        return found + tail

    def _whole(self, node: yaml.Node, new: Any, indent: int = 0) -> Splice:
        """Return what replaces a block whole."""
        start, end = _start(node), _end(self.text, node)
        if not new:
            written = "{}" if isinstance(node, yaml.MappingNode) else "[]"
            is_root = isinstance(node, yaml.MappingNode) and not self._indent(start) and start == 0
            return Splice(start, min(end + is_root, len(self.text)), "" if is_root else written)
        if isinstance(node, yaml.MappingNode):
            margin = "\n" + " " * node.start_mark.column
            fields = (yaml_written.field_lines(name, one, node.start_mark.column) for name, one in new.items())
            return Splice(start, end, margin.join(fields))
        margin = "\n" + " " * node.start_mark.column
        items = (f"- {yaml_written.item_lines(item, node.start_mark.column)}" for item in new)
        return Splice(start, end, margin.join(items))

    def _dash(self, node: yaml.SequenceNode, item: yaml.Node) -> int:
        """Return where the dash of an item stands; -1 when it is not to be found."""
        column, at = node.start_mark.column, _start(item)
        while at >= _start(node):
            line = self.text.rfind("\n", 0, at) + 1
            place = line + column
            if place < max(at, _start(item)) + 1 and self.text[place : place + 1] == "-" and place >= _start(node):
                return place
            at = line - 1
        return -1

    def _column(self, at: int) -> int:
        return at - (self.text.rfind("\n", 0, at) + 1)

    def _indent(self, at: int) -> str:
        """Return what stands before a place in its line."""
        return self.text[self.text.rfind("\n", 0, at) + 1 : at]

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end


def _start(node: yaml.Node) -> int:
    return int(node.start_mark.index)


def _end(text: str, node: yaml.Node) -> int:
    """Return where a value ends: YAML counts the blank lines and comments behind a block to it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        shown = text[_start(node) : end]
        keeps = "+" in shown.partition("\n")[0]
        return _start(node) + len(shown.removesuffix("\n") if keeps else shown.rstrip(" \n"))
    return end
