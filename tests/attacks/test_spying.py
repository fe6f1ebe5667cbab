"""A network that answers to every name: no page of a community asks it for anything, whatever members handed in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.attacks.conftest import Hostile
from tests.attacks.test_browser import SCRIPT, TOGETHER
from tests.browser.chromium import FLAGS
from tests.server import serving

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PRESSED = """() => {
    for (const one of document.querySelectorAll('details')) one.open = true
    for (const one of document.querySelectorAll('video, audio')) one.play().catch(() => {})
    for (const one of document.querySelectorAll('a.play, a[data-player], button')) {
        one.addEventListener('click', event => event.preventDefault())
        one.click()
    }
    window.scrollTo(0, document.body.scrollHeight)
}"""


@contextmanager
def everybody_else() -> Iterator[tuple[int, list[bytes]]]:
    """Be every other host: gives a port, and what was asked there (the first bytes of each connection)."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def answer() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    try:
                        asked.append(connection.recv(2_000))
                        connection.sendall(ANSWER)
                    except OSError:
                        asked.append(b"")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1], asked
        ended.set()
        thread.join()


@pytest.fixture(scope="module")
def watched(browser: Browser, need: Callable[[str], Path]) -> Iterator[tuple[Page, list[bytes], list[str]]]:
    """A page without any policy to help it, what every other host was asked, and the addresses that were wanted."""
    with everybody_else() as (port, asked):
        its_own = "MAP accounts.google.com ~NOTFOUND"  # the browser asks there by itself, whatever it shows
        rules = f"--host-resolver-rules={its_own}, MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1"
        running = browser.browser_type.launch(executable_path=need("chromium"), args=[*FLAGS, rules])
        context = running.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        wanted: list[str] = []
        context.on("request", lambda request: wanted.append(request.url))
        yield context.new_page(), asked, wanted
        running.close()


def test_a_page_that_asks_is_noticed(watched: tuple[Page, list[bytes], list[str]], tmp_path: Path) -> None:
    page, asked, wanted = watched
    (tmp_path / "index.html").write_text("<img src='http://spy.example/1.png'><img src='https://spy.example/2.png'>")
    with serving(tmp_path, "/") as origin:
        page.goto(origin, wait_until="load")
        page.wait_for_timeout(100)
        assert {address for address in wanted if not address.startswith(origin)} >= {
            "http://spy.example/1.png",
            "https://spy.example/2.png",
        }
    assert any(b"GET /1.png" in one for one in asked)
    asked.clear()
    wanted.clear()


def test_no_page_asks_anybody_else(watched: tuple[Page, list[bytes], list[str]], handed: Hostile) -> None:
    page, asked, wanted = watched
    own = handed.output / "essays/first/index.html"  # the owner shows a picture from elsewhere
    pages = [path for path in handed.files(".html") if path != own and path.parts[-2] != "first"]
    with serving(handed.output, "/") as origin:
        addresses = [origin + path.relative_to(handed.output).as_posix() for path in pages]
        redirects = [one for one in addresses if "old-home" in one]
        addresses = [one for one in addresses if one not in redirects]
        page.goto(origin)
        for start in range(0, len(addresses), TOGETHER):
            page.goto(origin + "robots.txt")
            assert page.evaluate(SCRIPT, addresses[start : start + TOGETHER]) == []
        for address in [one for one in addresses if "/essays/" in one or "/notes/" in one][::5]:
            page.goto(address)
            page.evaluate(PRESSED)
        page.wait_for_timeout(100)
    assert [address for address in wanted if not address.startswith((origin, "data:", "about:"))] == []
    assert asked == []
    assert len(addresses) > 300
