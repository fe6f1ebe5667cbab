"""Pictures of an old site, fetched once each, for an import that was told to."""

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mingpian.core.paths import file_problem
from mingpian.core.store import atomic_write
from mingpian.fetch.http import ForbiddenAddressError, UnreachableError, request

PAUSE = 0.2  # seconds between two pictures: their host is a small one, as a rule


class Mirror:
    """A folder with what was fetched, by host and path. What is there is not asked for again."""

    def __init__(self, folder: Path, agent: str, told: Callable[[str], None] | None = None) -> None:
        """`told` is called with each address before it is asked."""
        self.folder = folder
        self._told = told
        self._agent = agent
        self._failed: set[str] = set()

    def file(self, url: str) -> Path | None:
        """Return the file that is at an address; None when there is no picture to be had."""
        parts = urlsplit(url)
        inside = f"{parts.hostname}{unquote(parts.path)}"
        if parts.scheme not in ("http", "https") or file_problem(inside):
            return None
        path = self.folder / inside
        if path.is_file():
            return path
        return path if url not in self._failed and self._fetch(url, path) else None

    def _fetch(self, url: str, path: Path) -> bool:
        if self._told:
            self._told(url)
        time.sleep(PAUSE)
        try:
            answer = request(url, "GET", {"User-Agent": self._agent, "Accept": "image/*"})
            is_picture = answer.status == 200 and answer.headers.get("content-type", "").startswith("image/")
            if is_picture:
                path.parent.mkdir(parents=True, exist_ok=True)
                atomic_write(path, answer.body)
        except (ForbiddenAddressError, UnreachableError, OSError):
            is_picture = False
        if not is_picture:
            self._failed.add(url)
        return is_picture
