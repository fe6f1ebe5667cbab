"""The kinds of entry. Each module of this folder declares one `KIND`; the registry finds them by name.

A site's own code may add some (`content/extensions.py`). What kinds there are belongs, like the toolchain, to the
program that reads a site; so it is the one thing that is not handed from function to function.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from importlib import import_module
from pkgutil import iter_modules

from mingpian.content.kind import Kind
from mingpian.i18n import AnyText, Translatable


def _declared() -> dict[str, Kind]:
    names = sorted(info.name for info in iter_modules(__path__))
    return _in_order([import_module(f"{__name__}.{name}").KIND for name in names])


def _in_order(found: list[Kind]) -> dict[str, Kind]:
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.order, kind.name))}


BUILTIN = _declared()
_all: ContextVar[Mapping[str, Kind]] = ContextVar("kinds of the site at hand", default=BUILTIN)


def kinds() -> Mapping[str, Kind]:
    """Return the kinds of the site at hand, by name, in the order of menus."""
    return _all.get()


def register(own: Mapping[str, Kind]) -> None:
    """Say what kinds the site at hand has beside ours."""
    _all.set(_in_order([*BUILTIN.values(), *own.values()]) if own else BUILTIN)


def counted_entries(kind: str, number: int) -> AnyText:
    """Return a number of entries of a kind in words."""
    known = kinds().get(kind)
    one, many = known.counted if known else ("", "")
    if not one or not isinstance(one, Translatable) or not isinstance(many, Translatable):
        return f"{number} {kind}"
    return (one if number == 1 else many).with_values(number=number)
