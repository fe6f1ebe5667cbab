"""The example site, served on loopback and opened in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import Visit
from tests.example import Site
from tests.server import serving

LANGUAGES = re.compile(r"^(en|zh-hans|zh-hant|zh-Hans|zh-Hant)/")


@pytest.fixture(scope="session")
def origin(example: Site) -> Iterator[str]:
    with serving(example.output, "/") as address:
        yield address


@pytest.fixture(scope="session")
def page_types(example: Site) -> dict[str, str]:
    """One page of each type, its fullest: the path by a name such as `essays/*`."""
    fullest: dict[str, tuple[int, str]] = {}
    for file in example.files(".html"):
        text = file.read_bytes()
        if b'http-equiv="refresh"' in text.lower() or b"http-equiv=refresh" in text.lower():
            continue
        path = file.relative_to(example.output).as_posix().removesuffix("index.html")
        parts = LANGUAGES.sub("", path).split("/")
        name = "/".join([parts[0], *("*" for part in parts[1:] if part)]) or "home"
        fullest[name] = max(fullest.get(name, (0, "")), (len(text), path))
    return {name: path for name, (_, path) in sorted(fullest.items())}


@pytest.fixture
def visit(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A page in a context of its own; a test's `context` marker gives Playwright's options for it."""
    marker = request.node.get_closest_marker("context")
    options: dict[str, Any] = dict(marker.kwargs) if marker else {}
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    visiting = Visit(context.new_page(), origin)
    visiting.watch()
    yield visiting
    context.close()
