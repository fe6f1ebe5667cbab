"""Sites with something wrong, and what is said of it, word for word."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest

from mingpian.cli import main

PAGE = "content/pages/a.md"
SITE = b'title = "A"\n'


class Bad(NamedTuple):
    """A site with something wrong, and what is said of it."""

    name: str
    files: dict[str, bytes]
    said: str
    site: bytes | None = SITE

    def is_told(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Write the site, look at it, and compare what is said, and the exit code."""
        code = check(site(root, self.files, self.site))
        assert capsys.readouterr().err == textwrap.dedent(self.said).lstrip("\n")
        assert code == (1 if ": error[" in self.said else 0)


def check(root: Path) -> int:
    """Look at a site, in this process: a test of its own says that the command does the same."""
    return main(["check", "--root", str(root), "--verbose", "--quiet", "--jobs", "1"])


def site(root: Path, files: dict[str, bytes], settings: bytes | None = SITE) -> Path:
    """Write a site."""
    (root / "content").mkdir(exist_ok=True)
    if settings is not None:
        (root / "site.toml").write_bytes(settings)
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root
