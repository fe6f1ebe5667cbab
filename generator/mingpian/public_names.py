"""What `__init__.pyi` declares: the public names, by section, with the module and the name that each has there."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

STUB = Path(__file__).with_name("__init__.pyi")

_IMPORT = re.compile(r"^from (mingpian\.[\w.]+) import (?:\(([^)]*)\)|(.*))$", re.MULTILINE)
_SECTION = re.compile(r"^# (.+)\n([^#]+)", re.MULTILINE)


@cache
def names() -> dict[str, tuple[str, str]]:
    """Return the module of every public name, and what it is called there."""
    found = {}
    for module, several, one in _IMPORT.findall(STUB.read_text(encoding="utf-8")):
        for item in (several or one).replace("\n", " ").split(","):
            inner, _, outer = item.strip().partition(" as ")
            if inner:
                found[outer or inner] = (module, inner)
    return found


def sections() -> dict[str, tuple[str, ...]]:
    """Return the public names by the titles under which the manual lists them."""
    text = STUB.read_text(encoding="utf-8")
    return {title: tuple(re.findall(r'"(\w+)"', listed)) for title, listed in _SECTION.findall(text)}


def value(name: str) -> object:
    """Import a public name. Raises AttributeError when there is none of that name."""
    if name not in names():
        raise AttributeError(f"module 'mingpian' has no attribute {name!r}")
    module, inner = names()[name]
    return getattr(import_module(module), inner)
