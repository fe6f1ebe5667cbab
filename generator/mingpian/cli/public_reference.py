"""The public names as a chapter of the manual: every name by section, with what its declaration says of it."""

import ast
import inspect
import sys
import typing
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import mingpian
from mingpian.i18n import Language, translate
from mingpian.public_names import names, sections
from mingpian.schema.reference import takes
from mingpian.schema.shapes import shape_of

_HOW = (
    "`from mingpian import …` is how extensions and scripts get at what they may use; all other modules are internal, "
    "and change without notice. A name is imported when it is first asked for. Types are for type checkers, too."
)


def of_public_names(lang: Language) -> str:
    """Return a table for each section."""
    head = f"| {translate('Name', lang)} | {translate('Meaning', lang)} |\n|---|---|"
    parts = [translate(_HOW, lang) + "\n"]
    for title, listed in sections().items():
        rows = "\n".join(f"| `{_called(name)}` | {meaning(name, lang)} |" for name in listed)
        parts.append(f"## {translate(title, lang)}\n\n{head}\n{rows}\n")
    return "\n".join(parts)


def meaning(name: str, lang: Language = "en") -> str:
    """Return what a public name is: the first sentence of its docstring, or of the text below its assignment; of a
    type of field, what it takes."""
    value = getattr(mingpian, name)
    if inspect.isclass(value) or inspect.isfunction(inspect.unwrap(value)):
        text = inspect.getdoc(value) or ""
    elif typing.get_origin(value) is typing.Annotated:
        return takes(shape_of(value), lang)
    else:
        module, inner = names()[name]
        text = _texts(module).get(inner, "")
    first, stop, _ = " ".join(text.partition("\n\n")[0].split()).partition(". ")
    return translate(first + stop.strip(), lang)


def _called(name: str) -> str:
    """Return a name; of a function with its parameters and their defaults."""
    value = getattr(mingpian, name)
    if inspect.isclass(value) or not inspect.isfunction(inspect.unwrap(value)):
        return name
    signature = inspect.signature(value)
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in signature.parameters.values()]
    return f"{name}{signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)}"


@cache
def _texts(module: str) -> dict[str, str]:
    """Return the string literals that follow assignments at the top of a module."""
    return dict(_documented(ast.parse(inspect.getsource(sys.modules[module])).body))


def _documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for one, following in pairwise(body):
        match one, following:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, text
