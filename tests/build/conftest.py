"""What the tests of whole builds share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.build.oracle import Oracle, cut_small, hurry


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled templates are kept for all builds of this run."""
    return tmp_path_factory.mktemp("templates")


Prepare = Callable[[Oracle], Oracle]


def as_it_is(oracle: Oracle) -> Oracle:
    return oracle


class FirstBuilds:
    """What first builds of the site leave. One is enough for all tests that begin with a built site: a copy of it takes
    a tenth of the time."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        self._made: dict[tuple[str, Prepare], Path] = {}

    def put_into(self, oracle: Oracle, search: str, prepare: Prepare = as_it_is) -> None:
        """Give a site that was prepared, and never built, the output and memory of one that was built, its search index
        cut as stated."""
        kind = search, prepare
        if kind not in self._made:
            first = prepare(Oracle(self._factory.mktemp("first")))
            assert first.build() == (0, "[]\n")
            self._made[kind] = first.site.root
        for made in ("output", ".mingpian"):
            shutil.copytree(self._made[kind] / made, oracle.site.root / made)


@pytest.fixture(scope="session")
def first_builds(tmp_path_factory: pytest.TempPathFactory) -> FirstBuilds:
    return FirstBuilds(tmp_path_factory)


@pytest.fixture
def oracle(
    tmp_path: Path,
    templates: Path,
    first_builds: FirstBuilds,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Oracle]:
    """A site that was built."""
    hurry(monkeypatch, templates)
    found = Oracle(tmp_path)
    first_builds.put_into(found, "many parts" if "many_parts" in request.fixturenames else "one part")
    built = found.build()
    assert built == (0, "[]\n"), built.said
    yield found


@pytest.fixture
def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """To be asked for before a site that is built: its search index has several parts."""
    cut_small(monkeypatch)
