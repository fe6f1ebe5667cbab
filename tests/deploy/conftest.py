"""A site to put online."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = "---\ntitle: A\n---\n字\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "content/pages").mkdir(parents=True)
    (site / "content/pages/a.md").write_text(PAGE, encoding="utf-8")
    return site
