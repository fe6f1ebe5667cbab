"""What contributors read first is true: links lead to files, names to the functions, examples stand in the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.example import REPOSITORY

DOOR = ["CONTRIBUTING.md", "docs/tour.md", "docs/recipes.md", "docs/glossary.md", "generator/ARCHITECTURE.md"]
LINK = re.compile(r"\[([^\]]+)\]\(([^)#\s]+)(#[^)\s]*)?\)")
NAMED = re.compile(r"\[`([\w.]+)`\]\(([^)]+\.py)\)")
CODE = re.compile(r"\]\(([\w/.]+\.py)\)\):\n\n```python\n(.*?)^```$", re.M | re.S)
MAP_LINES = 150


def text(page: str) -> str:
    return (REPOSITORY / page).read_text(encoding="utf-8")


def names(path: Path) -> set[str]:
    """What a module declares at its top, and the methods and values of its classes, by `Class.method`."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
            values = (target for part in node.body if isinstance(part, ast.Assign) for target in part.targets)
            found |= {f"{node.name}.{target.id}" for target in values if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


@pytest.mark.parametrize("page", DOOR)
def test_links_lead_somewhere(page: str) -> None:
    folder = (REPOSITORY / page).parent
    prose = re.sub(r"^```.*?^```$", "", text(page), flags=re.M | re.S)
    links = [(target, anchor) for _, target, anchor in LINK.findall(prose) if not target.startswith("http")]
    assert [target for target, _ in links if not (folder / target).exists()] == []
    for target, anchor in links:
        if anchor:
            heads = re.findall(r"^#+ (.+)$", (folder / target).read_text(encoding="utf-8"), re.M)
            assert anchor[1:] in {re.sub(r"\W+", "-", head.lower()).strip("-") for head in heads}, target


@pytest.mark.parametrize("page", DOOR)
def test_names_are_declared_where_they_link_to(page: str) -> None:
    folder = (REPOSITORY / page).parent
    assert [(name, to) for name, to in NAMED.findall(text(page)) if name not in names((folder / to).resolve())] == []


def test_the_tour_goes_through_every_stage() -> None:
    rooms = {target.split("/mingpian/")[1].split("/")[0] for _, target in NAMED.findall(text("docs/tour.md"))}
    assert {"content", "site", "plan", "queries", "render", "write", "replay"} <= rooms


def test_the_examples_of_style_stand_in_the_code() -> None:
    examples = CODE.findall(text("CONTRIBUTING.md"))
    assert len(examples) == 3
    assert [path for path, code in examples if code not in text(path)] == []


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"(?:^|`)make ([a-z]+)", text("CONTRIBUTING.md") + text("docs/recipes.md"), re.M))
    assert {name for name in targets if not re.search(rf"^{name}:", text("Makefile"), re.M)} == set()
    assert {"test", "site", "golden", "reference"} <= targets


def test_the_readme_leads_to_the_door() -> None:
    assert {"CONTRIBUTING.md", "docs/tour.md", "docs/recipes.md"} <= {
        to for _, to, _ in LINK.findall(text("README.md"))
    }


def test_the_map_names_modules_that_are_there() -> None:
    modules = re.findall(r"`([a-z_]+(?:/[a-z_]+)*\.py)`", text("generator/ARCHITECTURE.md"))
    assert len(modules) > 10
    assert [name for name in modules if not (REPOSITORY / "generator" / "mingpian" / name).exists()] == []


def test_the_map_is_short() -> None:
    assert len(text("generator/ARCHITECTURE.md").splitlines()) <= MAP_LINES
