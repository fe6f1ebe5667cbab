"""Coloured code, kept by content: a block is coloured once, whichever file it stands in and wherever it moves."""

from pathlib import Path
from types import TracebackType

from mingpian.content.markdown import colour
from mingpian.core import digest
from mingpian.core.store import Store, Writer
from mingpian.core.toolchain import toolchain


class HighlightCache:
    """Colours code, or remembers how it looked. The folder is opened for the first block, and left alone without one;
    what is new lies in it once this is closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: Store | None = None
        self._new = Writer(folder)

    def __call__(self, code: str, language: str) -> str:
        """Return the code as HTML. Raises UnknownLanguageError."""
        if self._kept is None:
            self._kept = Store(self._folder)
        key = digest.of((toolchain(), language, code))
        kept = self._kept.get(key)
        if kept is not None:
            return kept.decode()
        html = colour(code, language)
        self._new.put(key, html.encode())
        return html

    def __enter__(self) -> "HighlightCache":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._new.close()
        if self._kept is not None:
            self._kept.close()


def prune(folder: Path, most: int) -> int:
    """Forget what was coloured, all of it, when it takes more than `most` bytes; return the bytes that are left.

    Blocks do not say where they stand, so none is known to be dead. What is live comes back as it is coloured again.
    """
    kept = Store(folder)
    if kept.size() > most:
        kept.keep_only(())
    elif kept.is_scattered():
        kept.keep_only(kept.keys())
    size = kept.size()
    kept.close()
    return size
