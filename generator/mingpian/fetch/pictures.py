"""Pictures of an old site, fetched once each, for an import that was told to.

They are fetched one after the other. A host that asks for time is given it, once; one that does not answer three times
in a row is left in peace.
"""

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from mingpian.core import digest
from mingpian.core.paths import file_problem
from mingpian.core.store import atomic_write
from mingpian.fetch.http import Answer, ForbiddenAddressError, UnreachableError, request

PAUSE = 0.2  # seconds between two pictures: their host is a small one, as a rule
LONGEST_WAIT = 30.0  # seconds, whatever a host asks for
MAX_PICTURE = 40 * 1024 * 1024  # bytes
_ENOUGH = 3  # questions without an answer
_BUSY = (429, 503)


class Mirror:
    """A folder with what was fetched, by host and path. What is there is not asked for again."""

    def __init__(self, folder: Path, agent: str, told: Callable[[str], None] | None = None) -> None:
        """`told` is called with each address before it is asked."""
        self.folder = folder
        self._told = told
        self._agent = agent
        self._failed: set[str] = set()
        self._silent: Counter[str] = Counter()  # hosts, and how often in a row they did not answer

    def file(self, url: str) -> Path | None:
        """Return the file that is at an address; None when there is no picture to be had."""
        parts = urlsplit(url)
        inside = _inside(parts)
        if parts.scheme not in ("http", "https") or file_problem(inside):
            return None
        path = self.folder / inside
        if path.is_file():
            return path
        is_left = url in self._failed or self._silent[parts.netloc] >= _ENOUGH
        return path if not is_left and self._fetch(url, path) else None

    def _fetch(self, url: str, path: Path) -> bool:
        if self._told:
            self._told(url)
        time.sleep(PAUSE)
        answer = self._asked(url)
        try:
            if answer and answer.status == 200 and answer.headers.get("content-type", "").startswith("image/"):
                path.parent.mkdir(parents=True, exist_ok=True)
                atomic_write(path, answer.body)
                return True
        except OSError:
            pass
        self._failed.add(url)
        return False

    def _asked(self, url: str) -> Answer | None:
        host, headers = urlsplit(url).netloc, {"User-Agent": self._agent, "Accept": "image/*"}
        try:
            answer = request(url, "GET", headers, None, MAX_PICTURE)
            if answer.status in _BUSY:
                time.sleep(_seconds(answer.headers.get("retry-after", "")))
                answer = request(url, "GET", headers, None, MAX_PICTURE)
        except (ForbiddenAddressError, UnreachableError):
            self._silent[host] += 1
            return None
        self._silent[host] = self._silent[host] + 1 if answer.status in _BUSY else 0
        return answer


def _inside(parts: SplitResult) -> str:
    """Return where an address is in the folder: of two that differ in what they ask for, each has a file of its own."""
    path = PurePosixPath(f"{parts.hostname}{unquote(parts.path)}")
    if not parts.query:
        return f"{parts.hostname}{unquote(parts.path)}"
    asked = digest.of_bytes(parts.query.encode("utf-8", "replace")).hex()[:8]
    return path.with_name(f"{path.stem}-{asked}{path.suffix}").as_posix() if path.name else ""


def _seconds(said: str) -> float:
    """Return how long a host asks to wait (`Retry-After`, RFC 9110, section 10.2.3; a date counts as long)."""
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else LONGEST_WAIT if said else 2.0
