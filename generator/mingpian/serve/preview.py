"""The preview as a whole: build, serve, watch; build again when changes have settled, or their time has come."""

import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from mingpian.config.load import load_config
from mingpian.i18n import Language
from mingpian.serve import host_pages
from mingpian.serve.build_process import OUTPUT
from mingpian.serve.builder import Builder
from mingpian.serve.changes import ChangeMailbox
from mingpian.serve.edition import Board, Built, Edition
from mingpian.serve.guard import ANY, Guard
from mingpian.serve.looked_at import LookedAt
from mingpian.serve.queue import Queue
from mingpian.serve.server import ServedSite, Server
from mingpian.serve.sharing import ENTER, Sharing
from mingpian.serve.status import status
from mingpian.serve.watch import is_folder, watch
from mingpian.studio.desk import Desk, SiteIndex

PULSE = 1.0  # seconds between looks at the clock; a wait without an end could not be interrupted everywhere
AT_ONCE = 4  # widths of pictures that a worker makes between two looks at what changed
SECOND_LOOK = 1.0  # seconds after a flood of changes, and after a save that was shown at once


class PreviewSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What to preview, and where. `now` tells a build's clock: seconds since 1970-01-01T00:00Z."""

    root: Path
    host: str
    port: int
    jobs: int
    now: Callable[[], int]
    ready: Callable[[str, str], None]
    """Is given the address, at which the first page is about to be; and the one for other devices, if any."""
    tell: Callable[[Edition], None]
    lang: Language = "en"  # of what pages are told
    sharing: Sharing | None = None  # with other devices of the network


class Preview:
    """One site under preview."""

    def __init__(self, settings: PreviewSettings) -> None:
        """Bind the port. Raises OSError when it cannot be had."""
        self.board = Board(_base_path(settings.root))
        self.changes = ChangeMailbox(time.monotonic)
        self._settings = settings
        self._builder = Builder(settings.root, settings.jobs)
        self._queue, self._looked_at = Queue(), LookedAt()
        self._guard = Guard(ANY, settings.sharing.address) if settings.sharing else Guard(settings.host)
        self._token, self._listed = secrets.token_urlsafe(), (0, SiteIndex())
        shown = ServedSite(
            root=settings.root,
            folder=settings.root / OUTPUT,
            board=self.board,
            status=self._status,
            desk=self._desk,
            guard=self._guard,
            wanted=self._queue.prefer,
            looked_at=self._looked_at.note,
            lang=settings.lang,
            sharing=settings.sharing,
        )
        self._server = Server(settings.port, shown)
        how = {"poll_interval": 0.1}
        self._serving = threading.Thread(target=self._server.serve_forever, kwargs=how, daemon=True)
        self._observer = watch(settings.root, self.changes.note)  # before the first build, so that nothing is missed

    @property
    def shared_address(self) -> str:
        """Where other devices of the network enter, the code behind `#`; nothing when it is not shared."""
        sharing = self._settings.sharing
        return f"http://{sharing.address}:{self._server.server_port}{ENTER}#{sharing.code}" if sharing else ""

    @property
    def address(self) -> str:
        """Where the site is."""
        host = self._settings.host
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self._server.server_port}{self.board.current.base_path}"

    def run(self) -> None:
        """Serve until interrupted; while the first build is at work, what it has written already."""
        self._serving.start()
        self._settings.ready(self.address, self.shared_address)
        self._build()
        again = float("inf")
        while not self.board.closed:
            taken = self.changes.take(0 if self.board.current.built.is_hasty else PULSE)
            if taken:
                burst, paths = taken
                self._prepare(paths)
                edition = self._build(paths)
                if burst.needs_second_look or not edition.built.is_whole:
                    again = time.monotonic() + SECOND_LOOK
            elif self.board.current.built.is_hasty:
                self._scale()
            elif time.monotonic() >= again or self._settings.now() >= self.board.current.built.horizon:
                again = float("inf")
                self._catch_up()

    def close(self) -> None:
        """End all of it; a build at work is finished first."""
        self.board.close()
        self._observer.stop()
        if self._serving.is_alive():
            self._server.shutdown()  # else it would ask for its closed socket again and again
        self._server.server_close()
        self._builder.close()

    def _prepare(self, paths: frozenset[str]) -> None:
        """Watch folders that came or were replaced; forget Python code that was changed."""
        if any(map(is_folder, paths)):
            before, self._observer = self._observer, watch(self._settings.root, self.changes.note)
            before.stop()
        if any(path.split("/")[0] == "extensions" for path in paths):
            self._builder.restart()

    def _build(self, saved: frozenset[str] = frozenset()) -> Edition:
        """Build, and tell of it."""
        before = self.board.current
        built = self._builder.build(self._settings.now(), saved, self._looked_at.pages())
        built = before.built.followed_by(built)
        self._queue.renew(built.waiting)
        return self._shown(before, built)

    def _catch_up(self) -> None:
        """Build all that is not as it should be, unless more is saved meanwhile; and tell of it."""
        before = self.board.current
        built = self._builder.catch_up(self._settings.now(), self.changes.is_due)
        if built is not None:
            self._queue.renew(built.waiting)
            self._shown(before, built)

    def _scale(self) -> None:
        """Make some widths of pictures; when there are all, build with them."""
        some = self._queue.take(AT_ONCE * self._settings.jobs)
        widths = tuple(self.board.current.built.waiting[path] for path in some)
        done = not some or self._builder.scale(self._settings.now(), widths)
        if not self._queue or not done:
            self._queue.renew(())
            self._shown(self.board.current, self._builder.finish(self._settings.now()))

    def _shown(self, before: Edition, built: Built) -> Edition:
        """Tell of a build; not of one that only finds what was shown at once, or the widths of pictures that waited:
        pages have the originals."""
        is_new = not set(built.changed) <= before.built.waiting.keys() or built.removed
        is_same = not is_new and built.diagnostics == before.built.diagnostics
        if is_same and (before.built.is_hasty or not before.built.is_whole):
            return self.board.confirm(built)
        edition = self.board.publish(built)
        self._settings.tell(edition)
        return edition

    def _status(self, edition: Edition) -> bytes:
        settings = self._settings
        is_private = self._guard.is_private or settings.sharing is not None
        papers = host_pages.page_names(settings.root) if is_private else ()
        return status(edition, self._index(), settings.root, settings.lang, papers)

    def _index(self) -> SiteIndex:
        """Return what the site has in this edition; the builder is asked once for each."""
        number = self.board.current.number
        if self._listed[0] != number:
            self._listed = number, self._builder.index(self._settings.now())
        return self._listed[1]

    def _desk(self) -> Desk:
        settings, built = self._settings, self.board.current
        return Desk(
            root=settings.root,
            token=self._token,
            lang=settings.lang,
            index=self._index,
            problems=lambda: built.built.diagnostics,
            now=settings.now,
            base_path=built.base_path,
        )


def _base_path(root: Path) -> str:
    """Return the path at which the site is, or will be once its settings can be read."""
    settings, problems = load_config(root)
    return "/" if any(problem.severity == "error" for problem in problems) else settings.base_path


def preview(settings: PreviewSettings) -> None:
    """Preview a site until interrupted. Raises OSError when the port cannot be had."""
    running = Preview(settings)
    try:
        running.run()
    finally:
        running.close()
