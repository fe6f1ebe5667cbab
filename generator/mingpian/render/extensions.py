"""A site's own code: Python files in its `extensions/`, which add plain values of the types that we use ourselves.

A file states any of `FORMAT` (`render.format.Format`), `RULE` (`check.rule.Rule`), `TARGET` (`deploy.target.Target`)
and `FILTERS` (names and functions for templates). Nothing is registered, and nothing of ours is changed. The files
belong to the site's layer of the theme: a changed one makes every page anew. They are trusted as templates are.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.model.world import World
from mingpian.plan.outputs import Output, Planner
from mingpian.render.format import Format
from mingpian.render.formats import formats
from mingpian.render.templates import diagnose
from mingpian.render.theme import EXTENSIONS, File, Theme


class Extensions(msgspec.Struct, frozen=True):
    """What the files of a site add. Rules and targets are of rooms above this one, and passed on as they are."""

    formats: Mapping[str, Format]
    filters: Mapping[str, Callable[..., Any]]
    rules: tuple[Any, ...]
    targets: tuple[Any, ...]
    diagnostics: tuple[Diagnostic, ...]


@cache
def extensions_of(theme: Theme) -> Extensions:
    """Run the files of a site; one that fails is told of, and adds nothing."""
    modules, found = [], []
    for file in _files(theme):
        try:
            modules.append(_run(file))
        except Exception as error:  # it is somebody else's code, and may raise anything
            told = diagnose(theme, error)
            found.append(told or Diagnostic(code="bad-extension", message=str(error), file=file.shown))
    stated = {
        name: [getattr(module, name) for module in modules if hasattr(module, name)]
        for name in ("FORMAT", "RULE", "TARGET", "FILTERS")
    }
    taken = [form.name for form in stated["FORMAT"] if form.name in formats()]
    found += [Diagnostic(code="bad-extension", message=f"there is a format `{name}` already") for name in taken]
    return Extensions(
        formats={form.name: form for form in stated["FORMAT"] if form.name not in taken},
        filters={name: function for filters in stated["FILTERS"] for name, function in filters.items()},
        rules=tuple(stated["RULE"]),
        targets=tuple(stated["TARGET"]),
        diagnostics=tuple(found),
    )


def planners(theme: Theme, without: Iterable[str], found: list[Diagnostic]) -> list[Planner]:
    """Return what plans the files of a site's own formats; what goes wrong in them is added to `found`."""
    left_out = frozenset(without)
    own = extensions_of(theme).formats
    return [_careful(theme, form, found) for name, form in own.items() if name not in left_out]


def _files(theme: Theme) -> list[File]:
    return [
        file
        for layer in theme.layers
        for path, file in sorted(layer.files.items())
        if path.startswith(EXTENSIONS) and path.endswith(".py")
    ]


def _run(file: File) -> ModuleType:
    name = "mingpian_extensions." + file.shown.removeprefix(EXTENSIONS).removesuffix(".py").replace("/", ".")
    module = ModuleType(name)
    module.__file__ = file.shown
    sys.modules[name] = module  # where structs and dataclasses look for the names in their annotations
    exec(compile(file.data, file.shown, "exec", dont_inherit=True), module.__dict__)
    return module


def _careful(theme: Theme, form: Format, found: list[Diagnostic]) -> Planner:
    def plan(world: World) -> Iterator[Output]:
        try:
            yield from form.plan(world)
        except Exception as error:
            told = diagnose(theme, error)
            found.append(told or Diagnostic(code="bad-extension", message=f"format `{form.name}`: {error}"))

    return plan
