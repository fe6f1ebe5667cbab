"""One preview for all tests of this folder; each leaves the site as it found it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serve.running import FIRST, Running, essay, make_site, running, served, sound


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("preview")
    make_site(root)
    with running(root) as preview:
        yield preview


@pytest.fixture
def restored(site: Running) -> Iterator[None]:
    """Bring the first essay back after the test, and wait until it is served."""
    yield
    if not served(site, FIRST, "As it was."):
        site.after(
            lambda: site.write("content/essays/first.md", essay("First", "As it was.")),
            lambda event: sound(event) and served(site, FIRST, "As it was."),
        )
