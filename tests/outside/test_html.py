"""The Nu HTML checker reads every page, style sheet and picture of the example and finds no error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.example import Site
from tests.outside.nu import OF_ALL_KINDS, nu_errors

WRONG = {
    "html": "<!doctype html><title>x</title><p><div></p>",
    "css": "p { colour: red }",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle radius="3"/></svg>',
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of each kind that has an error."""
    folder = tmp_path_factory.mktemp("wrong")
    for kind, text in WRONG.items():
        (folder / f"wrong.{kind}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def errors(example: Site, wrong: Path, need: Callable[[str], Path]) -> list[str]:
    """What one run of the checker finds in the example and in what is wrong: most of a short run is its start."""
    return nu_errors(need("java"), need("vnu"), example.output, wrong, more=OF_ALL_KINDS)


def test_no_file_has_an_error(errors: list[str], wrong: Path) -> None:
    assert [line for line in errors if f"/{wrong.name}/wrong." not in line] == []


@pytest.mark.parametrize("kind", WRONG)
def test_the_checker_finds_what_is_wrong(kind: str, errors: list[str], wrong: Path) -> None:
    assert [line for line in errors if f"/{wrong.name}/wrong.{kind}:" in line]
