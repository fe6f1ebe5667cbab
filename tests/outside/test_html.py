"""The Nu HTML checker reads every page, style sheet and picture of the example and finds no error."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.example import Site


def nu_errors(java: Path, jar: Path, folder: Path, kind: str) -> list[str]:
    """One line for each error in the files of one kind (html, css, svg) below a folder."""
    command = [java, "-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--format", "json"]
    done = subprocess.run(
        [*map(str, command), f"--skip-non-{kind}", str(folder)], check=False, capture_output=True, text=True
    )
    messages = json.loads(done.stdout)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']} {m.get('extract')!r}" for m in messages]


def test_no_page_has_an_error(example: Site, need: Callable[[str], Path]) -> None:
    assert nu_errors(need("java"), need("vnu"), example.output, "html") == []


def test_no_picture_drawn_here_has_an_error(example: Site, need: Callable[[str], Path]) -> None:
    assert nu_errors(need("java"), need("vnu"), example.output, "svg") == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path, need: Callable[[str], Path]) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><title>x</title><p><div></p>", encoding="utf-8")
    assert nu_errors(need("java"), need("vnu"), tmp_path, "html")
