"""A plain static host on loopback: folders have an index, `_headers` holds, unknown paths get 404.html."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

Rules = list[tuple[str, str, str]]


TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".vcf": "text/vcard; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml; charset=utf-8",
}


class StaticHost(SimpleHTTPRequestHandler):
    """Serves `directory` under `prefix`; anything outside of the prefix is not there."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes; each answer would wait 40 ms

    def __init__(self, *arguments: object, directory: str, prefix: str, rules: Rules) -> None:
        self.prefix, self.rules, self.extensions_map = prefix, rules, TYPES
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "\N{REPLACEMENT CHARACTER}")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        path = "/" + urlsplit(self.path).path.removeprefix(self.prefix)
        for pattern, name, value in self.rules:
            if fnmatchcase(path, pattern):
                self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its own."""


def read_headers(folder: Path) -> Rules:
    """The rules of a `_headers` file (the format of Netlify and Cloudflare Pages): path, name, value."""
    file, rules, pattern = folder / "_headers", list[tuple[str, str, str]](), ""
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        if line[:1].isspace() and ":" in line:
            name, value = line.split(":", 1)
            rules.append((pattern, name.strip(), value.strip()))
        elif line.strip() and not line.startswith("#"):
            pattern = line.strip()
    return rules


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder while the block runs; gives the origin with the prefix: `http://127.0.0.1:PORT/repo/`."""
    handler = partial(StaticHost, directory=str(folder), prefix=prefix, rules=read_headers(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
