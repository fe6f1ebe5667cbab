"""What a build reports."""

from typing import TYPE_CHECKING

import msgspec

from mingpian.core.diagnostics import Diagnostic, has_errors, strictly

if TYPE_CHECKING:
    from mingpian.plan.outputs import Output


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
    waiting: "tuple[Output, ...]" = ()  # that a later build is to make
    is_hasty: bool = False  # something is left to a later build: widths, or colours of pictures
    left: dict[str, tuple[int, int]] = {}  # all files of ours, in order: size, modification time in nanoseconds

    @property
    def failed(self) -> bool:
        """Tell whether any diagnostic is an error."""
        return has_errors(self.diagnostics)

    def weighed(self, strict: bool) -> "Report":
        """Return the report as it is where warnings are errors, if they are."""
        return msgspec.structs.replace(self, diagnostics=tuple(strictly(self.diagnostics))) if strict else self
