"""The kinds of entry. Each module of this folder declares one `KIND`; the registry finds them by name."""

from importlib import import_module
from pkgutil import iter_modules

from mingpian.content.kind import Kind


def _declared() -> dict[str, Kind]:
    names = sorted(info.name for info in iter_modules(__path__))
    kinds: list[Kind] = [import_module(f"{__name__}.{name}").KIND for name in names]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


KINDS = _declared()
