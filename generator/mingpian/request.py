"""What a build is asked."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from mingpian.core.inputs import Seen


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
    seen: Seen | None = None  # before the build (`replay/unchanged.py`)
    progress: Callable[[str, int, int], None] = _silent
