"""The output formats. Each module of this folder declares one `FORMAT`; the registry finds them by name."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mingpian.render.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name."""
    names = sorted(info.name for info in iter_modules(__path__))
    found: list[Format] = [import_module(f"{__name__}.{name}").FORMAT for name in names]
    return {form.name: form for form in found}
