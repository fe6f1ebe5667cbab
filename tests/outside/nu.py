"""The Nu HTML checker, an independent program in Java."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.tools import QUICK_START

OF_ALL_KINDS = ("--also-check-css", "--also-check-svg")


def nu_errors(java: Path, jar: Path, *folders: Path, more: tuple[str, ...] = ()) -> list[str]:
    """One line for each error in the pages below some folders, and in `more` of their files; it begins with the file's
    address."""
    how = ["--skip-non-html", *more, "--errors-only", "--stdout", "--format", "json"]
    command = [java, *QUICK_START, "-Xss4m", "-jar", jar, *how]
    done = subprocess.run([*map(str, (*command, *folders))], check=False, capture_output=True, text=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']} {m.get('extract')!r}" for m in messages]
