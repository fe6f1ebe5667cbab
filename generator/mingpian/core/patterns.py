"""Regular expressions that are compiled when they are first used, and once for all builds.

One with wide classes of letters takes milliseconds to compile. All of them, with those that colour code, take an eighth
of the time in which a small site is built; and most builds and commands never come to what many look for. What Python's
compiler makes of one is kept beside Python's own compiled modules.
"""

import re
import sys
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from pathlib import Path

Translation = tuple[int, bytes, int, dict[str, int]]  # flags, code, number of groups, names
Translations = dict[tuple[str, int], Translation]  # by what was written, and its flags

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")
_CHECKSUM = 4  # bytes
_MOST = 4_000  # are kept, some 4 MB; a site comes to some hundreds

_new: Translations = {}  # of this process, not kept yet


class _Uncompiled:
    """Stands for a pattern. From the first use on its methods are that one's, and as quick."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = compiled(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(found, method))
        return getattr(found, name)


def lazy_pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled by its first use. Its text must be sound: a fault would show late."""
    return cast("re.Pattern[str]", _Uncompiled(written, flags))


def compiled(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, from what is kept when it is there. Raises re.error."""
    key = written, int(flags)
    found = _kept().get(key) or _new.get(key)
    try:
        if found is None:
            found = _new[key] = _translated(*key)
        return _assembled(written, found)
    except (AttributeError, ImportError, TypeError):  # a Python whose compiler has other parts
        return re.compile(written, flags)


def keep_patterns() -> None:
    """Keep what this process has compiled, where Python may keep its modules. What is lost is compiled anew."""
    if not _new or sys.dont_write_bytecode:
        return
    import marshal
    from contextlib import suppress

    from mingpian.core.store import atomic_write

    _kept.cache_clear()  # others may have kept theirs meanwhile
    both = _kept() | _new
    data = marshal.dumps((sys.version, both if len(both) <= _MOST else _new))
    with suppress(OSError):
        atomic_write(_file(), zlib.crc32(data).to_bytes(_CHECKSUM, "big") + data)
    _kept.cache_clear()
    _new.clear()


@cache
def _kept() -> Translations:
    """Return what is kept; nothing when it is damaged, or another Python's."""
    import marshal

    try:
        data = _file().read_bytes()
    except OSError:
        return {}
    checksum, data = data[:_CHECKSUM], data[_CHECKSUM:]
    if zlib.crc32(data).to_bytes(_CHECKSUM, "big") != checksum:
        return {}
    version, translations = marshal.loads(data)
    return translations if version == sys.version else {}


def _file() -> "Path":
    from importlib.util import cache_from_source
    from pathlib import Path

    return Path(cache_from_source(__file__)).with_suffix(".patterns")


def _translated(written: str, flags: int) -> Translation:
    """Return what Python's own compiler makes of a pattern, before it becomes one."""
    from array import array

    compiler = _compiler()
    parsed = compiler._parser.parse(written, flags)
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups - 1, parsed.state.groupdict


def _assembled(written: str, translation: Translation) -> re.Pattern[str]:
    """Make a pattern of its translation. Python looks whether the code is sound, wherever it comes from."""
    flags, code, groups, names = translation
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    codes = memoryview(code).cast("I").tolist()
    return cast("re.Pattern[str]", _compiler()._sre.compile(written, flags, codes, groups, names, tuple(by_number)))


@cache
def _compiler() -> Any:
    """Return Python's own compiler of patterns, which it does not declare for others."""
    from importlib import import_module

    return import_module("re._compiler")
