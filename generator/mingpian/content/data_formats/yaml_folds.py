"""Text that is written over several lines of YAML: each break is a blank, but none between Chinese characters.

YAML 1.2.2 (6.5) makes a blank of every break that it folds. What is read as prose follows the rule of bodies instead.
"""

from collections.abc import Iterator
from itertools import pairwise

import yaml

from mingpian.core.patterns import lazy_pattern

_PERHAPS = lazy_pattern(r"[^\x00-\x7f][ \t]*\n[ \t]*[^\x00-\x7f]")
_REACH = 8  # characters on each side by which a break is found again in what was read


def unfold(root: yaml.Node, text: str) -> None:
    """Take the blanks out of the texts below a node that stand for breaks between Chinese characters."""
    if not _PERHAPS.search(text):
        return
    lines = text.split("\n")
    for node in _scalars(root, set()):
        if node.style != "|" and node.end_mark.line > node.start_mark.line:
            node.value = _unfolded(node, lines)


def _scalars(node: yaml.Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    """Yield each text once, whatever repeats it."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from _scalars(pair[1], seen)
    else:
        for item in node.value:
            yield from _scalars(item, seen)


def _unfolded(node: yaml.ScalarNode, lines: list[str]) -> str:
    from mingpian.content.markdown.softbreaks import join

    start, end, quote = node.start_mark, node.end_mark, 1 if node.style in ("'", '"') else 0
    own = [line.strip() for line in lines[start.line : end.line + 1]]
    own[0] = lines[start.line][start.column + quote :].strip()
    if node.style != ">":
        own[-1] = lines[end.line][: end.column - quote].strip() if end.line < len(lines) else ""
    value, at = str(node.value), 0
    for before, after in pairwise(own):
        tail, head = before[-_REACH:], after[:_REACH]
        found = value.find(f"{tail} {head}", at) if tail and head else -1
        if found >= 0:
            at = found + len(tail)
            joined = join(f"{tail}\n{head}", []).replace("\n", " ")
            value = value[:found] + joined + value[at + 1 + len(head) :]
    return value
