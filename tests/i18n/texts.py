"""Finds, in our source, the texts that people are told."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TOLD_BY = {
    "BodyProblem", "DeployError", "Diagnostic", "ForbiddenAddressError", "InitError", "InvalidValueError",
    "NewEntryError", "Problem", "UnfitFileError", "UnsupportedMarkdownError", "advice", "print_error", "print_text",
    "problem",
    "_bad", "_left_out", "_problem",
}  # fmt: skip
NAMES = {"hint", "hints", "message", "mend", "problem", "said", "told", "what", "why", "wrong"}
FEW = 2  # words: one alone is a name, or part of a text


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the pattern of every text; `{}` stands for a value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for value in _values(node):
            yield from ((line, text) for line, text in _parts(value) if len(text.replace("{}", "").split()) >= FEW)


def _values(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions that hold a text: arguments of what tells, and what is called by its name."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in TOLD_BY:
            yield from node.args
        yield from (one.value for one in node.keywords if one.arg in ("message", "hints"))
    elif isinstance(node, ast.Assign) and any(_named(target) for target in node.targets):
        yield node.value


def _named(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple):
        return any(map(_named, target.elts))
    return isinstance(target, ast.Name) and target.id in NAMES


def _parts(value: ast.expr) -> Iterator[tuple[int, str]]:
    """The texts within an expression that are whole: not those inside another one, nor what is asked of."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.lineno, value.value
    elif isinstance(value, ast.JoinedStr):
        yield value.lineno, "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in value.values)
    elif isinstance(value, ast.IfExp):
        yield from _parts(value.body)
        yield from _parts(value.orelse)
    elif isinstance(value, ast.BoolOp | ast.Tuple | ast.List):
        for one in getattr(value, "values", None) or getattr(value, "elts", []):
            yield from _parts(one)
