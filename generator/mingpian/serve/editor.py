"""Addresses that open a source file in the editor."""

from pathlib import Path
from urllib.parse import quote

from mingpian.core.diagnostics import Span

EDITOR = "vscode://file"  # and the path: what Visual Studio Code and its kin take, and other editors have plug-ins for


def editor_url(root: Path, file: str, span: Span | None = None) -> str:
    """Return the address that opens a file of the site in `root`, at the place; empty when it is none of its files."""
    path = root / file
    if not file or not path.is_file():
        return ""
    line = f":{span.line}:{span.column}" if span else ""
    return f"{EDITOR}{quote('/' + path.as_posix().lstrip('/'))}{line}"
