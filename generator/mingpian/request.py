"""What a build is asked, and what it reports."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from mingpian.core.diagnostics import Diagnostic, has_errors, strictly
from mingpian.plan.outputs import Output


def _silent(_stage: str, _done: int, _all: int) -> None:
    """Show no progress."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to build. `now` is the build's clock, in seconds since 1970-01-01T00:00Z."""

    root: Path
    output: Path
    now: int
    jobs: int = 1
    drafts: bool = False
    base_url: str = ""  # in place of site.toml's
    strict: bool = False  # warnings are errors
    originals_first: bool = False  # widths of pictures that are not there are left to a later build
    seen: str = ""  # digest of the files that the last build left, as they are now (`unchanged`)
    progress: Callable[[str, int, int], None] = _silent


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. Times are seconds, sizes bytes."""

    diagnostics: tuple[Diagnostic, ...]
    entries: dict[str, int] = {}  # kind -> number
    outputs: int = 0
    rendered: int = 0
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    seconds: float = 0
    cache_bytes: int = 0
    horizon: int = 0  # when the clock alone will next change the site
    moved: tuple[Diagnostic, ...] = ()  # what only a build that remembers another one can tell
    waiting: tuple[Output, ...] = ()  # that a later build is to make
    left: dict[str, tuple[int, int]] = {}  # all files of ours, in order: size, modification time in nanoseconds

    @property
    def failed(self) -> bool:
        """Tell whether any diagnostic is an error."""
        return has_errors(self.diagnostics)

    def weighed(self, strict: bool) -> "Report":
        """Return the report as it is where warnings are errors, if they are."""
        return msgspec.structs.replace(self, diagnostics=tuple(strictly(self.diagnostics))) if strict else self
