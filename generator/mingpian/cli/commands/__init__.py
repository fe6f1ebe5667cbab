"""The commands. Each module of this folder declares one `COMMAND`, whose name is the file's: `import_.py` is `import`.

A start imports the one that is asked for, and all of them for the help alone: so they import what is heavy where it is
used, and the folder is read without `pkgutil`, which no start needs.
"""

import os
from collections.abc import Mapping
from importlib import import_module

from mingpian.cli.command import Command


def names() -> dict[str, str]:
    """Return the module of each command, by the command's name, in no order that means something."""
    modules = (file.removesuffix(".py") for file in os.listdir(__path__[0]) if file.endswith(".py"))
    return {module.removesuffix("_"): module for module in modules if module != "__init__"}


def declared(*wanted: str) -> Mapping[str, Command]:
    """Return commands by name, in the order of the help."""
    modules = names()
    found: dict[str, Command] = {name: import_module(f"{__name__}.{modules[name]}").COMMAND for name in wanted}
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))


def commands() -> Mapping[str, Command]:
    """Return all commands by name, in the order of the help."""
    return declared(*names())
