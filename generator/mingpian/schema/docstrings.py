"""What a struct says of its fields: the string literal that follows each declaration in the source."""

import ast
import functools
import inspect
import sys

import msgspec


def field_docs(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Return the documentation of each field, by the name that is written in files; undocumented fields are absent."""
    found: dict[str, str] = {}
    for base in reversed(struct.__mro__):
        if issubclass(base, msgspec.Struct) and base is not msgspec.Struct:
            found |= _declared(base.__module__).get(base.__qualname__, {})
    names = zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True)
    return {written: found[name] for written, name in names if name in found}


def purpose(struct: type[msgspec.Struct]) -> str:
    """Return the first line of a struct's docstring."""
    return (inspect.getdoc(struct) or "").partition("\n")[0]


@functools.cache
def _declared(module: str) -> dict[str, dict[str, str]]:
    """Return the field documentation of every class at the top of a module."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _fields(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _fields(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement, following in zip(node.body, node.body[1:], strict=False):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            found[statement.target.id] = " ".join(str(following.value.value).split())
    return found
