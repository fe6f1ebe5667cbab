"""Files of code that somebody else wrote, and where in them an exception arose."""

import os
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import PurePath

import msgspec

from mingpian.core.diagnostics import Span


class SourceFile(msgspec.Struct, frozen=True):
    """A file, and the name by which messages call it."""

    shown: str
    data: bytes


def raised_at(error: BaseException, files: Mapping[str, SourceFile]) -> tuple[SourceFile, int] | None:
    """Return the file and line, of those in `files` (by their shown names), where an exception arose."""
    places = [(part, line) for name, line in _frames(error) for part in _tails(name) if part in files]
    return (files[places[-1][0]], places[-1][1]) if places else None


def span_of(file: SourceFile, line: int) -> Span:
    """Return a whole line as a place."""
    lines = file.data.decode("utf-8", "replace").splitlines()
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(source) - len(source.lstrip()) + 1
    return Span(line, column, max(1, len(source.strip())), source)


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    """Yield the files and lines that an exception passed through, the innermost last."""
    trace = error.__traceback__
    while trace:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        yield error.filename or "", error.lineno or 1


def _tails(name: str) -> Iterator[str]:
    """Yield a path, and it without its first folders: what is installed is called from its package on."""
    parts = PurePath(name).parts
    yield from ("/".join(parts[start:]) for start in range(len(parts)))


def files_below(folder: str | os.PathLike[str], within: str = "") -> Iterator[str]:
    """Yield the paths of all files below a folder, from it on (and from `within`), with slashes; nothing of folders
    that are linked.

    Of hundreds at every start this is a fifth of what `Path.rglob` costs.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=attrgetter("name"))
    except OSError:
        return
    yield from (within + entry.name for entry in found if entry.is_file())
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{within}{entry.name}/")
