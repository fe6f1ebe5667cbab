"""The Nu HTML checker, an independent program in Java."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.tools import QUICK_START


def nu_errors(java: Path, jar: Path, *files: Path, more: tuple[str, ...] = ()) -> list[str]:
    """One line for each error in some pages, and in those below some folders, and in `more` kinds of files; it begins
    with the file's address."""
    how = ["--skip-non-html", *more, "--errors-only", "--stdout", "--format", "json"]
    command = [java, *QUICK_START, "-Xss4m", "-jar", jar, *how]
    done = subprocess.run([*map(str, (*command, *files))], check=False, capture_output=True, text=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']} {m.get('extract')!r}" for m in messages]
