"""An edition: the previewed site after one build. The board tells everybody who waits when there is a new one."""

import threading
import time

import msgspec

from mingpian.core.diagnostics import Diagnostic

MANY = 300  # changed files; beyond, a page is told to load anew instead of which
TICK = 20_000_000  # nanoseconds by which the times of files may be behind the clock


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did, as the builder tells it. `horizon` is in seconds since 1970-01-01T00:00Z."""

    diagnostics: tuple[Diagnostic, ...] = ()
    base_path: str = ""  # of the site's URLs, with a slash at both ends; empty when site.toml could not be read
    entries: dict[str, int] = {}  # kind -> number
    outputs: int = 0
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    seconds: float = 0
    horizon: int = 1 << 62
    waiting: dict[str, bytes] = {}  # path below output/ -> Output, as MessagePack: widths of pictures, yet to be made
    is_hasty: bool = False  # a build is to follow that makes what waits, and finds what else was left
    is_whole: bool = True  # else only what shows the bodies that were saved was made, and a build is to follow

    def followed_by(self, built: "Built") -> "Built":
        """Return what the next one did; where it made a part alone, the rest is as this one says."""
        if built.is_whole:
            return built
        return msgspec.structs.replace(self, changed=built.changed, removed=(), seconds=built.seconds, is_whole=False)


class Edition(msgspec.Struct, frozen=True):
    """One state of the site. Numbers rise, also from one run of the preview to the next."""

    number: int
    built: Built
    base_path: str

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that have to be mended."""
        return tuple(item for item in self.built.diagnostics if item.severity == "error")

    def loaded(self) -> list[str] | None:
        """Return the URL paths of the files other than pages that changed; None when they are too many."""
        paths = [path for path in (*self.built.changed, *self.built.removed) if not path.endswith(".html")]
        return [self.base_path + path for path in paths] if len(paths) <= MANY else None


class Board:
    """Holds the current edition. Any thread may publish, read and wait. As long as nothing was published it is the one
    that the first build makes, and `begun` tells since when, in nanoseconds since 1970."""

    def __init__(self, base_path: str = "/") -> None:
        self._changed = threading.Condition()
        self._closed = self._published = False
        self.begun = time.time_ns() - TICK
        self._current = Edition(time.time_ns() // 1_000_000, Built(), base_path)

    @property
    def current(self) -> Edition:
        """The latest edition."""
        with self._changed:
            return self._current

    def publish(self, built: Built) -> Edition:
        """Make a build's result the current edition. Where site.toml is broken, the last good base path stays."""
        with self._changed:
            base_path = built.base_path or self._current.base_path
            self._current = Edition(self._current.number + self._published, built, base_path)
            self._published = True
            self._changed.notify_all()
            return self._current

    def confirm(self, built: Built) -> Edition:
        """Note what a build did that made nothing new: the edition stays, and is whole now."""
        with self._changed:
            self._current = Edition(self._current.number, built, built.base_path or self._current.base_path)
            return self._current

    def is_published(self, seconds: float | None = 0) -> bool:
        """Tell whether there is an edition, or all is over; if not, wait so long for it."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed or self._published, seconds)

    def other_than(self, number: int, seconds: float) -> Edition | None:
        """Wait until the current edition is another one; None after that many seconds, or when all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._current.number != number, seconds)
            return None if self._closed or self._current.number == number else self._current

    @property
    def closed(self) -> bool:
        """Tell whether the preview ends."""
        return self._closed

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
