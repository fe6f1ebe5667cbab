"""What extensions and scripts import stands in one module; the satellites live by it, as a third party would."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

import mingpian
from mingpian import public_names
from mingpian.cli.public_reference import meaning
from tests.example import REPOSITORY
from tests.house.source import MODULES, PACKAGE, named, room, source

SATELLITES = {"deploy", "exporters", "host", "importers", "seal"}
"""The rooms that see the core by its public face alone. What they cannot do, no extension can."""

FOR_US = ("i18n",)
"""What marks a text for our catalogue: no extension's texts stand there."""

EXTENSIONS = sorted((REPOSITORY / "docs" / "extensions").glob("*.py"))


def reaches(path: Path, home: str) -> Iterator[str]:
    """Every import of a file that goes past the face, other than into its own room."""
    for line, module in reached(path.read_text(encoding="utf-8"), home):
        yield f"{path.relative_to(REPOSITORY).as_posix()}:{line} imports {module}"


def reached(code: str, home: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: written relative"
            parts = [f"mingpian.{alias.name}" for alias in node.names if list(PACKAGE.glob(f"{alias.name}*"))]
            modules = parts if node.module == "mingpian" else [node.module or ""]
        else:
            continue
        for module in modules:
            if module.split(".")[0] == "mingpian" and room(module) not in ("", home, *FOR_US):
                yield node.lineno, module


@pytest.mark.parametrize("satellite", sorted(SATELLITES))
def test_a_satellite_imports_the_face_alone(satellite: str) -> None:
    files = [path for path in MODULES if named(path).startswith(f"{satellite}/")]
    assert files
    assert [found for path in files for found in reaches(path, satellite)] == []


def test_an_extension_imports_the_face_alone() -> None:
    assert EXTENSIONS
    assert [found for path in EXTENSIONS for found in reaches(path, "")] == []


def test_the_manual_shows_the_face_alone() -> None:
    codes = {
        f"{path.name}, block {number}": code
        for path in sorted((REPOSITORY / "docs" / "content" / "chapters").glob("*.md"))
        for number, code in enumerate(
            re.findall(r"^```py(?:thon)?\n(.*?)^```$", path.read_text("utf-8"), re.M | re.S), 1
        )
        if "import " in code
    }
    assert len(codes) >= 8
    assert [(place, found) for place, code in codes.items() for found in reached(code, "")] == []


def test_a_reach_past_the_face_would_be_noticed() -> None:
    path = PACKAGE / "cli" / "commands" / "deploy.py"
    assert any("imports mingpian.deploy.target" in found for found in reaches(path, "importers"))


def test_the_core_does_not_look_at_itself_from_outside() -> None:
    """Inside, one imports from where a thing is; so that the face stays what outsiders need."""
    inside = [path for path in MODULES if room(f"mingpian.{named(path).split('/')[0]}") not in SATELLITES]
    names = public_names.names()
    found = [
        f"{named(path)}:{line} imports {name}"
        for path in inside
        for module, taken, line in source(path).imports
        if module == "mingpian"
        for name in taken
        if name in names
    ]
    assert found == []


def test_every_public_name_is_there_and_belongs_to_one_section() -> None:
    listed = [name for section in public_names.sections().values() for name in section]
    assert sorted(listed) == sorted(public_names.names()) == sorted(mingpian.__all__)
    assert [name for name in listed if getattr(mingpian, name, None) is None] == []
    assert set(listed) <= set(dir(mingpian))


def test_no_public_name_is_that_of_a_module() -> None:
    """`import mingpian.x` would put the module in its place."""
    modules = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES}
    assert modules & set(public_names.names()) == set()


def test_nothing_else_is_public() -> None:
    with pytest.raises(AttributeError, match="no attribute 'slugfy'"):
        _ = mingpian.slugfy  # type: ignore[attr-defined]


def test_importing_the_package_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import mingpian; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["mingpian"]


def test_what_people_call_by_its_name_is_typed() -> None:
    """No parameter and no answer of a public function is left to guess."""
    functions = [value for name in public_names.names() if inspect.isfunction(value := getattr(mingpian, name))]
    untyped = [
        function.__qualname__
        for function in map(inspect.unwrap, functions)
        if set(inspect.signature(function).parameters) | {"return"} != set(function.__annotations__)
    ]
    assert len(functions) > 30
    assert untyped == []


@pytest.mark.parametrize("name", sorted(public_names.names()))
def test_every_public_name_has_a_docstring(name: str) -> None:
    is_field_type = typing.get_origin(getattr(mingpian, name)) is typing.Annotated
    assert meaning(name) if is_field_type else meaning(name).endswith(".")
