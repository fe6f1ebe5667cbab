"""What a site's own code adds to rendering and to the rooms above it: formats, filters, checks, importers, targets.

A file states any of `FORMAT` (a `Format`), `RULE` (a `Rule`), `TARGET` (a `Target`), `IMPORTER` (an `Importer`) and
`FILTERS` (names and functions for templates); its `KIND` is taken up before anything is read. The types are those of
the public face (`mingpian/__init__.pyi`). A changed file makes every page anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.extensions import code_of, run_code
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.sources import SourceFile
from mingpian.i18n import _
from mingpian.plan.outputs import Output, Planner
from mingpian.render.faults import diagnose
from mingpian.render.format import Format
from mingpian.render.formats import formats
from mingpian.render.theme import Theme
from mingpian.site.model import SiteModel


class Extensions(msgspec.Struct, frozen=True):
    """What a site adds. Rules, importers and targets belong to rooms above this one, which look at them."""

    formats: Mapping[str, Format]
    filters: Mapping[str, Callable[..., Any]]
    rules: tuple[Any, ...]
    importers: tuple[Any, ...]
    targets: tuple[Any, ...]
    diagnostics: tuple[Diagnostic, ...]


@cache
def extensions_of(code: tuple[SourceFile, ...]) -> Extensions:
    """Return what a site's own code states; code that fails was told of when it was taken up, and adds nothing."""
    modules = run_code(code).modules
    stated = {
        name: tuple(getattr(module, name) for module in modules if hasattr(module, name))
        for name in ("FORMAT", "RULE", "IMPORTER", "TARGET", "FILTERS")
    }
    taken = [form.name for form in stated["FORMAT"] if form.name in formats()]
    diagnostics = [
        Diagnostic(code="bad-extension", message=_("there is a format `{name}` already", name=name)) for name in taken
    ]
    return Extensions(
        formats={form.name: form for form in stated["FORMAT"] if form.name not in taken},
        filters={name: function for filters in stated["FILTERS"] for name, function in filters.items()},
        rules=stated["RULE"],
        importers=stated["IMPORTER"],
        targets=stated["TARGET"],
        diagnostics=tuple(diagnostics),
    )


def extensions_of_site(root: Path, config: SiteConfig) -> Extensions:
    """Return what the extensions of the site in `root` state."""
    return extensions_of(code_of(root, config.extensions))


def planners(theme: Theme, without: Iterable[str], found: list[Diagnostic]) -> list[Planner]:
    """Return what plans the files of a site's own formats; what goes wrong in them is added to `found`."""
    left_out = frozenset(without)
    own = extensions_of(theme.code).formats
    return [_guarded(theme, form, found) for name, form in own.items() if name not in left_out]


def _guarded(theme: Theme, form: Format, found: list[Diagnostic]) -> Planner:
    def plan(model: SiteModel) -> Iterator[Output]:
        try:
            yield from form.plan(model)
        except Exception as error:
            diagnostic = diagnose(theme, error)
            found.append(
                diagnostic
                or Diagnostic(code="bad-extension", message=_("format `{name}`: {error}", name=form.name, error=error))
            )

    return plan
