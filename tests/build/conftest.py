"""What the tests of whole builds share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.oracle import Oracle, cut_small, hurry


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled templates are kept for all builds of this run."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def oracle(tmp_path: Path, templates: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Oracle]:
    """A site that was built once."""
    hurry(monkeypatch, templates)
    found = Oracle(tmp_path)
    built = found.build()
    assert built == (0, "[]\n"), built.said
    yield found


@pytest.fixture
def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """To be asked for before a site that is built: its search index has several parts."""
    cut_small(monkeypatch)
