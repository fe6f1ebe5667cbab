"""Rooms stay small enough to read: one purpose a module, said at its top; functions of a screen at most."""

import ast
from collections import Counter
from pathlib import Path

from tests.house.test_imports import MODULES, named

MODULE_LINES = 300
FUNCTION_LINES = 40
MODULES_OF_A_ROOM = 25


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_every_module_says_its_purpose() -> None:
    silent = [named(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{named(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in MODULES
        for node in functions(path)
        if node.end_lineno and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_no_room_has_more_modules_than_one_overlooks() -> None:
    counts = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {named(room): count for room, count in counts.items() if count > MODULES_OF_A_ROOM} == {}
