"""A server on loopback that passes for a public one; other inner addresses do not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mingpian.fetch import hosts, http


@contextmanager
def passing_for_public(handler: type[BaseHTTPRequestHandler], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let `handler` answer, without a pause between two requests; the address to ask."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    serve = partial(running.serve_forever, poll_interval=0.01)
    threading.Thread(target=serve, daemon=True).start()
    monkeypatch.setattr(http, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(http, "PORTS", {running.server_port})
    monkeypatch.setattr(hosts, "PAUSE", 0)
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
