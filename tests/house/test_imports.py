"""The map of the architecture holds: imports run downward, and a start imports next to nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.example import REPOSITORY
from tests.house.source import MODULES, PACKAGE, module_name, modules_of, named, room, source

STOREYS: list[set[str]] = [
    {"i18n", "public_names"},
    {"core", "skeleton"},
    {"fetch", "request"},
    {"schema"},
    {"config"},
    {"content"},
    {"site"},
    {"matching"},
    {"queries"},
    {"plan"},
    {"render"},
    {"write", "check"},
    {"replay"},
    {"pipeline"},
    {"library"},
    {"host", "exporters", "deploy", "importers", "seal"},
    {"studio"},
    {"serve"},
    {"cli"},
    {"__main__"},
]
"""The rooms from the ground up; a room imports from lower storeys and from itself."""

TEMPLATE_ENGINES = {"jinja2", "markupsafe", "mako", "chameleon"}
NOT_AT_START = {
    "PIL", "babel", "comrak", "feedgen", "fontTools", "frontmatter", "icalendar", "jinja2", "latex2mathml", "lxml",
    "markdown", "nh3", "pygments", "segno", "watchdog", "yaml", "email", "http", "multiprocessing", "ssl",
    "dataclasses", "datetime", "hashlib", "json", "msgspec", "platform", "tomllib", "zoneinfo",
}  # fmt: skip
FILES = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "is_file", "is_dir",
    "iterdir", "glob", "rglob", "stat", "unlink", "mkdir", "scandir", "listdir",
}  # fmt: skip
FILE_MODULES = {"io", "mmap", "os", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "urllib.request"}
CLOCKS = {"now", "today", "utcnow", "localtime", "gmtime", "getlocale", "urandom", "uuid4"}
CLOCK_MODULES = {"locale", "random", "secrets", "time"}


NEVER_IMPORTED = {"brotli", "tzdata"}
"""Data for the standard library; what fontTools makes WOFF2 with."""


FOUNDATION = {
    "feedgen": "feedgen",
    "jinja2": "jinja2",
    "markdown": "markdown",
    "python-frontmatter": "frontmatter",
    "watchdog": "watchdog",
}
"""The packages that mingpian was asked to be built on, and their modules: they stay, though another way were faster."""


def storey(name: str) -> int:
    """How high a room is. The map must have it."""
    heights = [height for height, rooms in enumerate(STOREYS) if name in rooms]
    assert heights, f"{name} is in no storey of the map"
    return heights[0]


def test_every_module_is_in_a_room_of_the_map() -> None:
    rooms = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES} - {"__init__"}
    assert rooms - {name for rooms in STOREYS for name in rooms} == set()


def test_imports_run_downward_only() -> None:
    climbing = []
    for path in MODULES:
        here = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for module, _, line in source(path).imports:
            if module.split(".")[0] != "mingpian" or not room(module) or here == "__init__":
                continue
            there = room(module)
            if there.startswith("__") or there == here:
                continue
            if storey(there) >= storey(here):
                climbing.append(f"{named(path)}:{line} imports {module}")
    assert climbing == []


def imported_modules(path: Path, known: set[str]) -> set[str]:
    """The modules of ours that a file imports, wherever it does: also `from room import module`."""
    imports = source(path).imports
    found = {one.module for one in imports} | {f"{one.module}.{name}" for one in imports for name in one.names}
    return (found & known) - {module_name(path)}


def test_no_module_imports_one_that_imports_it() -> None:
    """Neither between rooms nor within one, be the import at the top or in a function."""
    known = {module_name(path) for path in MODULES}
    above = {module_name(path): imported_modules(path, known) for path in MODULES}
    rooms = {name for name in known if any(other.startswith(f"{name}.") for other in known)}
    left = {name: {one for one in others if one not in rooms} for name, others in above.items()}
    while leaves := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in leaves}
    assert sorted(left) == [], "these import each other"


@pytest.mark.parametrize("below", ["core", "config", "content", "site", "matching", "queries", "plan"])
def test_no_template_engine_below_render(below: str) -> None:
    assert imported(below, TEMPLATE_ENGINES) == []


def called(where: str, names: set[str]) -> list[str]:
    """Where the modules of a room call something of one of these names."""
    files = modules_of(where)
    assert files
    return [f"{named(p)}:{line} calls {name}" for p in files for name, line in source(p).calls if name in names]


def imported(where: str, modules: set[str]) -> list[str]:
    """Where the modules of a room import one of these modules, or of these packages."""
    return [
        f"{named(path)}:{line} imports {module}"
        for path in modules_of(where)
        for module, _, line in source(path).imports
        if module in modules or module.split(".")[0] in modules
    ]


@pytest.mark.parametrize("pure", ["site", "matching", "queries", "plan"])
def test_the_pure_stages_touch_no_file(pure: str) -> None:
    assert called(pure, FILES) == []
    assert imported(pure, FILE_MODULES) == []


@pytest.mark.parametrize("pure", ["core", "content", "site", "matching", "queries", "plan", "render"])
def test_no_stage_asks_the_clock_or_the_locale(pure: str) -> None:
    assert called(pure, CLOCKS) == []
    assert imported(pure, CLOCK_MODULES) == []


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_a_start_imports_no_heavy_package(argument: str) -> None:
    assert {name.split(".")[0] for name in imported_by(argument)} & NOT_AT_START == set()


def test_a_command_imports_no_other_one() -> None:
    room = "mingpian.cli.commands."
    assert {name for name in imported_by("build", "--help") if name.startswith(room)} == {f"{room}build"}
    assert len([name for name in imported_by("--help") if name.startswith(room)]) > 20


def imported_by(*arguments: str) -> set[str]:
    """The modules that a call of mingpian imports. (`-X importtime` does not name what `import_module` imports.)"""
    ask = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    code = f"{ask}; sys.argv[1:] = {list(arguments)}; from mingpian.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8")
    return set(done.stderr.split())


def test_what_we_import_is_what_we_declare() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(name for extra in extras.values() for name in extra)]
    testing = {canonical(requirement) for requirement in extras["test"]}
    declared = {canonical(requirement) for requirement in wanted} - testing
    owners = packages_distributions()
    undeclared, used = set(), set[str]()
    for path in MODULES:
        for module, _, line in source(path).imports:
            top = module.split(".")[0]
            if top in sys.stdlib_module_names or top == "mingpian":
                continue
            providers = {canonical(owner) for owner in owners.get(top, [top])}
            used |= providers
            if not providers & declared:
                undeclared.add(f"{named(path)}:{line} imports {module}")
    assert undeclared == set()
    assert declared - used - NEVER_IMPORTED == set(), "declared, and imported nowhere"


def test_what_mingpian_was_asked_to_stand_on_does_real_work_in_a_build() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {canonical(requirement) for requirement in project["dependencies"]} >= set(FOUNDATION)
    assert {one.module.split(".")[0] for path in MODULES for one in source(path).imports} >= set(FOUNDATION.values())


def canonical(requirement: str) -> str:
    """The name in a requirement, in the form in which names are compared (PEP 503)."""
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()
