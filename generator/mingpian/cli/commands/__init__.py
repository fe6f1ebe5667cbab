"""The commands. Each module of this folder, and of `community/`, which has those of a community's host, declares one
`COMMAND`, whose name is the file's: `import_.py` is `import`.

A start imports the one that is asked for, and all of them for the help alone: so they import what is heavy where it is
used, and the folder is read without `pkgutil`, which no start needs.
"""

import os
from collections.abc import Mapping
from importlib import import_module

from mingpian.cli.command import Command


def names() -> dict[str, str]:
    """Return the module of each command, by the command's name, in no order that means something."""
    own, community = (_modules(os.path.join(__path__[0], folder)) for folder in ("", "community"))
    listed = (*own, *(f"community.{module}" for module in community))
    return {module.rpartition(".")[2].removesuffix("_"): module for module in listed}


def _modules(folder: str) -> list[str]:
    return [file.removesuffix(".py") for file in os.listdir(folder) if file.endswith(".py") and file != "__init__.py"]


def declared(*wanted: str) -> Mapping[str, Command]:
    """Return commands by name, in the order of the help."""
    modules = names()
    found: dict[str, Command] = {name: import_module(f"{__name__}.{modules[name]}").COMMAND for name in wanted}
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))


def commands() -> Mapping[str, Command]:
    """Return all commands by name, in the order of the help."""
    return declared(*names())
