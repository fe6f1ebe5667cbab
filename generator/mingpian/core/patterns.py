"""Regular expressions that are compiled when they are first used.

One with wide classes of letters takes milliseconds to compile. All of them together take a tenth of the time in
which a small site is built, and most builds and commands never come to what they look for.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


class _Uncompiled:
    """Stands for a pattern. From the first use on its methods are that one's, and as quick."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._written)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled by its first use. Its text must be sound: a fault would show late."""
    return cast("re.Pattern[str]", _Uncompiled(written, flags))
