"""The source of mingpian as the tests of the house see it: each module is parsed once, however many tests ask of it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.example import REPOSITORY

PACKAGE = REPOSITORY / "generator" / "mingpian"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "skeleton" not in path.parts)

TOP = sorted(path.name for path in PACKAGE.iterdir())


class Import(NamedTuple):
    """A module that a file imports, wherever it does: its whole name, what is taken from it by name, and the line."""

    module: str
    names: tuple[str, ...]
    line: int


class Source(NamedTuple):
    """What tests ask of a module. No more is kept: whole trees take a hundred megabytes."""

    docstring: str
    imports: tuple[Import, ...]
    calls: tuple[tuple[str, int], ...]
    """The last name of everything that is called, and the line."""
    classes: tuple[tuple[str, tuple[str, ...]], ...]
    """The name of each class, and those of its bases that have no dot."""
    functions: tuple[tuple[str, int, int], ...]
    """The name, first line and last line of each function."""


@cache
def source(path: Path) -> Source:
    """Read a module of ours."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = ("mingpian", *path.relative_to(PACKAGE).with_suffix("").parts)
    imports: list[Import] = []
    calls, classes, functions = [], [], []
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                imports += [Import(alias.name, (), node.lineno) for alias in node.names]
            case ast.ImportFrom():
                base = ".".join(inside[: len(inside) - node.level]) + "." if node.level else ""
                module, names = (base + (node.module or "")).rstrip("."), [alias.name for alias in node.names]
                imports.append(Import(module, tuple(names), node.lineno))
                rooms = [name for name in names if module == "mingpian" and any(top.startswith(name) for top in TOP)]
                imports += [Import(f"mingpian.{name}", (), node.lineno) for name in rooms]
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
                calls.append((name, node.lineno))
            case ast.ClassDef():
                classes.append((node.name, tuple(base.id for base in node.bases if isinstance(base, ast.Name))))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                functions.append((node.name, node.lineno, node.end_lineno or node.lineno))
    return Source(ast.get_docstring(tree) or "", tuple(imports), tuple(calls), tuple(classes), tuple(functions))


def named(path: Path) -> str:
    """The path of a module below the package."""
    return path.relative_to(PACKAGE).as_posix()


def module_name(path: Path) -> str:
    """The whole name of a module of ours."""
    return ".".join(("mingpian", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def room(module: str) -> str:
    """The room of a module of ours: the second part of its name; none for the package itself."""
    return module.split(".")[1] if "." in module else ""


def modules_of(place: str) -> list[Path]:
    """The modules of a room."""
    return [path for path in MODULES if named(path).removesuffix(".py").split("/")[0] == place]
