"""The output formats. Each module of this folder declares one `FORMAT`; the registry finds them by name."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mingpian.config.settings import CONFIG_FILE
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.i18n import _
from mingpian.render.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name."""
    names = sorted(info.name for info in iter_modules(__path__))
    found: list[Format] = [import_module(f"{__name__}.{name}").FORMAT for name in names]
    return {form.name: form for form in found}


def enabled(without: Iterable[str]) -> list[Format]:
    """Return the formats that a site makes."""
    left_out = frozenset(without)
    return [form for name, form in formats().items() if name not in left_out]


def load_libraries(forms: Iterable[Format]) -> None:
    """Import what some formats are made with. Workers that are forked after that have it."""
    for form in forms:
        for name in form.libraries:
            import_module(name)


def unknown_formats(without: Iterable[str]) -> list[Diagnostic]:
    """Report formats to leave out that do not exist."""
    return [
        Diagnostic(
            code="bad-value",
            message=_("there is no output format `{name}`", name=name),
            file=CONFIG_FILE,
            field=("without",),
            severity="error",  # what was to be left out would be published
            hints=did_you_mean(name, formats()) or (_("known: {formats}", formats=", ".join(formats())),),
        )
        for name in without
        if name not in formats()
    ]
