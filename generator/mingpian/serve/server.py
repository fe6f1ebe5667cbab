"""The preview's server: files, the event stream and the status page, to this machine's own browser; to others of its
network when they have the code."""

import os
import socket
import socketserver
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from mingpian.core.media_types import type_of
from mingpian.i18n import Language, _, translate
from mingpian.queries.picture_widths import original
from mingpian.serve import events, files, host_pages, rules
from mingpian.serve.edition import Board, Edition
from mingpian.serve.guard import Guard
from mingpian.serve.page import LIVE, live
from mingpian.serve.sharing import ENTER, MOST_SENT, Sharing, cookie_of, enter_page, is_this_machine, said_in
from mingpian.serve.status import DESK, STYLE
from mingpian.studio import answers, sending
from mingpian.studio.answers import StudioAnswer
from mingpian.studio.desk import STUDIO, Desk
from mingpian.studio.files import StudioError
from mingpian.studio.sending import Sent

OURS = "/.mingpian/"
EVENTS = OURS + "events"
ENTER_SCRIPT = OURS + "enter.js"
PAUSE = 0.05  # seconds between two looks for a file that the first build has not written yet
IDLE = 60.0  # seconds that a connection may say nothing
MAX_OPEN = 64  # event streams at a time; each holds a thread

_HTML = "text/html; charset=utf-8"
_NOTHING = b"<!doctype html><html lang=en><head><title>Preview</title></head><body><p>There is no page here.</p></body>"
_FOR_ALL = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_OF_OURS = {"Content-Security-Policy": _POLICY}


class ServedSite(msgspec.Struct, frozen=True):
    """What the server shows. `status` draws the status page of an edition."""

    root: Path
    folder: Path
    board: Board
    status: Callable[[Edition], bytes]
    desk: Callable[[], Desk]  # of the studio
    guard: Guard
    wanted: Callable[[str], None]  # is told of a picture's width that is yet to be made, and asked for
    looked_at: Callable[[str], None]  # is told of each page that is shown
    lang: Language = "en"
    sharing: Sharing | None = None


class Server(ThreadingHTTPServer):
    """Listens on the guard's host. Raises OSError when it cannot."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it lets two programs have the same port

    def __init__(self, port: int, shown: ServedSite) -> None:
        self.shown = shown
        self.streams = threading.BoundedSemaphore(MAX_OPEN)
        self.address_family = socket.AF_INET6 if ":" in shown.guard.host else socket.AF_INET
        super().__init__((shown.guard.host, port), RequestHandler)

    def server_bind(self) -> None:
        """Bind without asking the name service who we are."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.shown.guard.host, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away in the middle of an answer."""


class RequestHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; POST to the studio alone; everything else is refused."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "mingpian", ""
    timeout = IDLE
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer a request, or say why not."""
        host = self.headers.get_all("Host", [])
        if not self.server.shown.guard.allows_host(host):
            self._refuse(403, "this host is not served here")
        elif self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self._refuse(400, "a request with a body")
        elif (path := files.decode_path(self.path)) is None:
            self._refuse(400, "not a path")
        elif path in (ENTER, ENTER_SCRIPT, STYLE) and self.server.shown.sharing:
            self._entrance(path)
        elif not self._is_let_in():
            self._answer(303, b"", "text/plain", {"Location": ENTER})
        elif path.startswith(OURS):
            self._ours(path)
        else:
            self._file(path)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Do what a page of the studio asks for, or say why not. What another site's page sends is not read."""
        shown, origins = self.server.shown, self.headers.get_all("Origin", [])
        host, site = self.headers.get_all("Host", []), self.headers.get("Sec-Fetch-Site", "")
        length, media_type = self.headers.get("Content-Length", ""), self.headers.get("Content-Type", "")
        is_entering = self.path == ENTER and shown.sharing is not None
        if not shown.guard.allows_host(host) or not (is_entering or self._is_trusted()):
            self._refuse(403, "nothing is taken here")
        elif not is_entering and not self.path.startswith(STUDIO):
            self._refuse(405, "refused")
        elif len(origins) != 1 or not shown.guard.allows_origin(host[0], origins, site):
            self._refuse(403, "sent by a page of another site")
        elif is_entering:
            self._enter(length)
        elif answers.below(self.path)[0] in sending.FROM_THIS_MACHINE and not self._is_here():
            self.close_connection = True  # what was sent is not read
            told = StudioError(_("that is done at the machine that the site is on"))
            self._studio(answers.refusal(shown.desk(), 403, told))
        elif "Transfer-Encoding" in self.headers or not sending.may_send(length, media_type):
            self._refuse(413, "too much, or not said how much")
        else:
            data, is_script = self.rfile.read(int(length)), self.headers.get("Accept") == "application/json"
            path, query = answers.below(self.path)
            token = self.headers.get("X-Token", "")
            self._studio(sending.done_with(shown.desk(), Sent(path, query, media_type, data, token, is_script)))

    def _is_here(self) -> bool:
        """Tell whether who asks is at this machine."""
        return self.server.shown.sharing is None or is_this_machine(self.client_address[0])

    def _is_let_in(self) -> bool:
        """Tell whether who asks may see the preview: where it is shared, at this machine, or having given the code."""
        sharing = self.server.shown.sharing
        cookies = self.headers.get_all("Cookie", [])
        return self._is_here() or (sharing is not None and sharing.knows(cookies, self.server.server_port))

    def _is_trusted(self) -> bool:
        """Tell whether who asks may write, and see what only the host sees."""
        return self._is_let_in() if self.server.shown.sharing else self.server.shown.guard.is_private

    def _entrance(self, path: str) -> None:
        """Show the page that asks for the code, and what it needs."""
        if path == ENTER:
            self._answer(200, enter_page(self.server.shown.lang), _HTML, _OF_OURS)
        else:
            self._answer(200, Path(__file__).with_name(path.removeprefix(OURS)).read_bytes(), type_of(path), _OF_OURS)

    def _enter(self, length: str) -> None:
        """Let in a device that says the code."""
        shown = self.server.shown
        if shown.sharing is None or not sending.is_at_most(length, MOST_SENT) or "Transfer-Encoding" in self.headers:
            return self._refuse(413, "too much, or not said how much")
        secret = shown.sharing.enter(said_in(self.rfile.read(int(length))))
        if secret:
            home = {"Location": shown.board.current.base_path, "Set-Cookie": cookie_of(secret, self.server.server_port)}
            return self._answer(303, b"", "text/plain", home)
        told = _("That is not the code.") if secret is not None else _("Too many wrong codes; wait a minute.")
        page = enter_page(shown.lang, translate(told, shown.lang))
        return self._answer(403 if secret is not None else 429, page, _HTML, _OF_OURS)

    def _studio(self, answer: StudioAnswer) -> None:
        more = {"Content-Security-Policy": answers.POLICY, "Referrer-Policy": "same-origin"}
        self._answer(
            answer.code, answer.data, answer.media_type, {**more, **({"Location": answer.to} if answer.to else {})}
        )

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request. The given message is not used: it quotes the request."""
        self._refuse(405 if code == 501 else code, "refused")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what is wrong with the site."""

    def _refuse(self, code: int, why: str) -> None:
        self.close_connection = True
        self._answer(code, f"{code} {why}\n".encode(), "text/plain; charset=utf-8", {"Allow": "GET, HEAD"})

    def _ours(self, path: str) -> None:
        board = self.server.shown.board
        board.is_published(None)
        if path == EVENTS:
            self._stream(board)
        elif path == OURS:
            edition = board.current
            self._answer(200, live(self.server.shown.status(edition), edition), _HTML, _OF_OURS)
        elif path in (LIVE, STYLE):
            name = path.removeprefix(OURS)
            data = Path(__file__).with_name(name).read_bytes()
            self._answer(200, data, type_of(name), _OF_OURS)
        elif path.startswith(STUDIO) and self._is_trusted():
            self._studio(answers.shown_at(self.server.shown.desk(), *answers.below(self.path)))
        elif path.startswith(DESK) and self._is_trusted():
            page = host_pages.read_page(self.server.shown.root, path.removeprefix(DESK))
            if page is None:
                self._refuse(404, "not found")
            else:
                self._answer(200, page, _HTML, {"Content-Security-Policy": host_pages.POLICY})
        else:
            self._refuse(404, "not found")

    def _file(self, path: str) -> None:
        shown = self.server.shown
        found, edition = self._found(path)
        answer = found or self._original(path, edition)
        if isinstance(answer, files.Redirection):
            self._answer(302, b"", "text/plain", {"Location": answer.to})
            return
        code = 200 if answer else 404
        answer = answer or files.find_file(shown.folder, edition.base_path + "404.html", edition.base_path)
        if not isinstance(answer, files.FoundFile):  # as long as nothing could be built
            self._answer(404, live(_NOTHING, edition), _HTML, _OF_OURS)
            return
        if code == 200 and answer.media_type == _HTML:
            shown.looked_at(answer.path)
        data = live(answer.data, edition) if answer.media_type == _HTML else answer.data
        policy, _ = self._found(edition.base_path + rules.FILE)
        text = policy.data.decode("utf-8", "replace") if isinstance(policy, files.FoundFile) else ""
        self._answer(code, data, answer.media_type, rules.headers_for(path, text))

    def _found(self, path: str) -> tuple[files.FoundFile | files.Redirection | None, Edition]:
        """Return what is at a path, and of which edition: of the first one as soon as it is written."""
        shown, board = self.server.shown, self.server.shown.board
        while not board.is_published(PAUSE):
            edition = board.current
            answer = files.find_file(shown.folder, path, edition.base_path, board.begun)
            if answer is not None:
                return answer, edition
        edition = board.current
        return files.find_file(shown.folder, path, edition.base_path), edition

    def _original(self, path: str, edition: Edition) -> files.FoundFile | files.Redirection | None:
        """Return a picture as it is in the place of a width that is yet to be made, which is made next."""
        name = path.removeprefix(unquote(edition.base_path))
        if name not in edition.built.waiting:
            return None
        self.server.shown.wanted(name)
        return files.find_file(self.server.shown.folder, original(path), edition.base_path)

    def _answer(self, code: int, data: bytes, media_type: str, more: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {**_FOR_ALL, **more, "Content-Type": media_type, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self, board: Board) -> None:
        """Tell a page of each new edition until it goes away."""
        site, origins = self.headers.get("Sec-Fetch-Site", ""), self.headers.get_all("Origin", [])
        if not self.server.shown.guard.allows_origin(self.headers["Host"], origins, site):
            return self._refuse(403, "asked by a page of another site")
        if not self.server.streams.acquire(blocking=False):
            return self._refuse(503, "too many open pages")
        try:
            self._head_of_stream()
            if self.command != "HEAD":
                self._tell(board, self._seen())
        except OSError:  # the page has gone
            return None
        finally:
            self.server.streams.release()

    def _head_of_stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        for name, value in {**_FOR_ALL, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _tell(self, board: Board, seen: int) -> None:
        edition: Edition | None = board.current
        shown = self.server.shown
        while not board.closed:
            self.wfile.write(events.event(edition, seen, shown.root, shown.lang) if edition else events.ALIVE)
            self.wfile.flush()
            seen = edition.number if edition else seen
            edition = board.other_than(seen, events.PATIENCE)

    def _seen(self) -> int:
        """Return the edition that the page has, as it says itself or as its browser remembers."""
        stated = self.headers.get("Last-Event-ID") or parse_qs(urlsplit(self.path).query).get("seen", [""])[0]
        return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 20 else 0
