"""The recorded clock: the one time that a build knows, and the next moment at which an answer would differ."""

NEVER = 1 << 62  # seconds; later than any date


class Clock:
    """Compares moments (seconds since 1970-01-01T00:00Z) with the build's time, and remembers the earliest one still
    to come: until then, the same content gives the same site."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.horizon = NEVER

    def passed(self, moment: int) -> bool:
        """Tell whether `moment` is now or in the past."""
        if moment <= self.now:
            return True
        self.expect(moment)
        return False

    def expect(self, moment: int) -> None:
        """Note a moment to come, at which an answer will differ; as another process found it, too."""
        self.horizon = min(self.horizon, moment)
