"""When a burst of changes is over: an editor saves in several steps, version control in thousands."""

import msgspec

QUIET = 0.04  # seconds without a change after which a save is complete
QUIET_WHEN_DONE = 0.008  # the same after the file was closed, or moved to its place
QUIET_OF_MANY = 0.25  # the same after many files: version control pauses between them
LONGEST = 3.0  # seconds after the first change at which we build anyhow
MANY = 20  # changes; an editor's save makes fewer
FLOOD = 2_000  # changes; the system may have dropped some more


class Burst(msgspec.Struct, frozen=True):
    """Changes that belong together. Times are of a clock that only rises, in seconds."""

    first: float
    last: float
    count: int = 1
    is_done: bool = False  # the last change completed a file

    @property
    def due(self) -> float:
        """When it counts as over, if nothing more happens."""
        quiet = QUIET_OF_MANY if self.count >= MANY else QUIET_WHEN_DONE if self.is_done else QUIET
        return min(self.last + quiet, self.first + LONGEST)

    @property
    def needs_second_look(self) -> bool:
        """Tell whether to build once more a while later, in case that news of a change was lost."""
        return self.count >= FLOOD


def with_change(burst: Burst | None, at: float, is_done: bool = False) -> Burst:
    """Return the burst with one more change."""
    return Burst(burst.first if burst else at, at, burst.count + 1 if burst else 1, is_done)
