"""A preview that runs in this process, on a free port of loopback, and how a page would hear of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mingpian.i18n import Language
from mingpian.serve.preview import Preview, PreviewSettings
from mingpian.serve.sharing import Sharing

NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
PATIENCE = 60.0  # seconds after which a test fails rather than waits; nothing is measured by it
MAX_SILENCES = 3  # comments in the event stream; likewise

FIRST = "/repo/essays/first/"
"""Where the essay is that tests edit."""

Event = dict[str, Any]


@dataclass
class Running:
    """A running preview of the site in `root`."""

    root: Path
    address: str
    clock: list[int]
    """The one time that builds know; a test may set it."""
    sharing: Sharing | None = None
    _connections: list[HTTPConnection] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def ask(self, path: str, method: str = "GET", body: bytes = b"", /, **headers: str) -> HTTPResponse:
        """Send a request just as it is given; the answer's body is still to be read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self._connections.append(connection)
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body or None)
        return connection.getresponse()

    def text(self, path: str) -> str:
        """The body of what is at a path."""
        return self.ask(path).read().decode()

    def write(self, name: str, text: str) -> None:
        """Write a source file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def events(self) -> Iterator[Event]:
        """What an open page is told, from the current edition on."""
        stream = self.ask("/.mingpian/events")
        assert stream.status == 200
        silences = 0
        while silences < MAX_SILENCES and (line := stream.readline()):
            silences += line.startswith(b":")
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))

    def after(self, edit: Callable[[], object], until: Callable[[Event], bool]) -> Event:
        """Edit, and return the first event after it for which the condition holds."""
        events = self.events()
        next(events)
        edit()
        return next(event for event in events if until(event))

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


@contextmanager
def running(root: Path, lang: Language = "en", sharing: Sharing | None = None) -> Iterator[Running]:
    """Preview the site in `root` while the block runs."""
    there = threading.Event()
    clock = [NOW]
    settings = PreviewSettings(
        root=root,
        host="127.0.0.1",
        port=0,
        jobs=1,
        now=lambda: clock[0],
        ready=lambda _address, _shared: there.set(),
        tell=lambda _edition: None,
        lang=lang,
        sharing=sharing,
    )
    preview = Preview(settings)
    thread = threading.Thread(target=preview.run)
    thread.start()
    assert there.wait(PATIENCE) and preview.board.is_published(PATIENCE)
    client = Running(root, preview.address, clock, sharing)
    try:
        yield client
    finally:
        client.close()
        preview.close()
        thread.join()


SITE = 'title = "Site"\nlanguages = ["en"]\nbase_url = "https://example.org/repo/"\nowner = "lin"\n'
ESSAY = "---\ntitle: {title}\ndate: 2026-10-01\n{more}---\n\n{body}\n"


def essay(title: str, body: str, more: str = "") -> str:
    """An essay's file; `more` is more front matter."""
    return ESSAY.format(title=title, body=body, more=more)


def make_site(root: Path) -> None:
    """Write a small site: an owner, an essay, a draft and one for later, with a file of its own."""
    files = {
        "site.toml": SITE,
        "content/members/lin.md": "---\nname: Lin\nheadline: I help\n---\n\nHello.\n",
        "content/essays/first.md": essay("First", "As it was."),
        "content/essays/unfinished.md": essay("Unfinished", "Not yet.", "draft: true\n"),
        "content/essays/later.md": essay("Later", "In time.").replace("2026-10-01", "2031-01-01"),
        "content/static/plain.css": "p { color: #111 }\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def served(site: Running, path: str, text: str) -> bool:
    """Whether a text is in the page at a path."""
    return text in site.text(path)


def sound(event: Event) -> bool:
    """Whether an event tells of no error."""
    return not event["errors"]
