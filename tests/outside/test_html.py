"""The Nu HTML checker reads every page, style sheet and picture of the example and finds no error."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.example import Site


def nu_errors(java: Path, jar: Path, folder: Path, kind: str) -> list[str]:
    """One line for each error in the files of one kind (html, css, svg) below a folder."""
    command = [java, "-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--format", "json"]
    done = subprocess.run(
        [*map(str, command), f"--skip-non-{kind}", str(folder)], check=False, capture_output=True, text=True
    )
    messages = json.loads(done.stdout)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']} {m.get('extract')!r}" for m in messages]


WRONG = {
    "html": "<!doctype html><title>x</title><p><div></p>",
    "css": "p { colour: red }",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle radius="3"/></svg>',
}


@pytest.mark.parametrize("kind", WRONG)
def test_no_file_has_an_error(kind: str, example: Site, need: Callable[[str], Path]) -> None:
    assert nu_errors(need("java"), need("vnu"), example.output, kind) == []


@pytest.mark.parametrize("kind", WRONG)
def test_the_checker_finds_what_is_wrong(kind: str, tmp_path: Path, need: Callable[[str], Path]) -> None:
    (tmp_path / f"wrong.{kind}").write_text(WRONG[kind], encoding="utf-8")
    assert nu_errors(need("java"), need("vnu"), tmp_path, kind)
