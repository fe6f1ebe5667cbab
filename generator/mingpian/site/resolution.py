"""Where a local reference leads among the files below content/, however it is written and wherever it stands.

People write paths as their editors do: with blanks or `%20`, with backslashes, from the site's root, composed (NFC) or
taken apart (NFD, as macOS names files), in another case than the file's. Where no path leads to a file, its name alone
does, or the end of its path, wherever it lies (Obsidian's shortest path): of several the nearest is meant, and told of.
All of it is understood here and nowhere else.
"""

import functools
import itertools
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

import msgspec

from mingpian.core.paths import composed, fold_path

STATIC = "static/"  # its files are published from the site's root
TEXTS = (".md", ".markdown")

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_JPEG = (".jfif", ".pjpeg", ".pjp", ".jpe")  # endings of which hosts may not know the type


class Files(msgspec.Struct, frozen=True):
    """The files below content/, by the names that people may use for them."""

    paths: frozenset[str]
    folded: Mapping[str, str]  # path without what case, composition and percent signs tell apart -> path
    named: Mapping[str, tuple[str, ...]] = {}  # the same of a file's name alone -> paths
    owned: frozenset[str] = frozenset()  # folders of one entry: those with an `index.md`

    def find(self, path: str) -> str:
        """Return the file that a path names, to the letter or nearly so; empty when there is none."""
        return path if path in self.paths else self.folded.get(_folded(path), "")


def files_of(paths: Iterable[str]) -> Files:
    """Index files by the names that people may use; of two names that fold alike, the first one counts."""
    known = frozenset(paths)
    folded: dict[str, str] = {}
    named: dict[str, list[str]] = {}
    for path in sorted(known):
        spelled = _folded(path)
        folded.setdefault(spelled, path)
        named.setdefault(spelled.rpartition("/")[2], []).append(path)
    owned = frozenset(path.rpartition("/")[0] for path in known if path.endswith("/index.md"))
    return Files(known, folded, {name: tuple(found) for name, found in named.items()}, owned)


def is_address(written: str) -> bool:
    """Tell whether a reference leads to another site."""
    return _ADDRESS.match(written) is not None


@functools.lru_cache(maxsize=1 << 16)
def paths_of(source: str, written: str) -> tuple[str, ...]:
    """Return the paths below content/ that a reference in the file `source` may mean, the likeliest first.

    A path from the root means content/ or content/static/. `#` and `?` begin what is no part of a path, unless a file
    is called so.
    """
    slashed = written.strip().replace("\\", "/")
    before = slashed.partition("#")[0].partition("?")[0]
    named = dict.fromkeys(unquote(one) for one in (before, slashed) if one)
    return tuple(path for one in named for path in _placed(source, one))


def _placed(source: str, path: str) -> Iterator[str]:
    folder = source.rpartition("/")[0]
    if path.startswith("/") or not source:
        rooted = posixpath.normpath(path.lstrip("/"))
        yield rooted
        yield STATIC + rooted
    else:
        yield posixpath.normpath(posixpath.join(folder, path))


def file_of(files: Files, source: str, written: str) -> str:
    """Return the file below content/ that a reference in `source` means; empty when it means none."""
    return by_path(files, source, written) or next(iter(called(files, source, written)), "")


def by_path(files: Files, source: str, written: str) -> str:
    """Return the file to which a reference in `source` is a path; empty when there is none."""
    return next((found for path in paths_of(source, written) if (found := files.find(path))), "")


def called(files: Files, source: str, written: str, ending: str = "") -> list[str]:
    """Return the files whose paths end with what a text names (and `ending`), the nearest first: none when the text
    says where the file lies, and no picture, recording or table that lies beside another entry, in its own folder."""
    name = _folded(composed(written.strip().replace("\\", "/").partition("#")[0].partition("?")[0]) + ending)
    if not source or not name or name.startswith(("/", ".")) or "//" in name or ":" in name:
        return []
    found = files.named.get(name.rpartition("/")[2], ())
    return sorted(
        (
            path
            for path in found
            if f"/{_folded(path)}".endswith(f"/{name}") and not _is_of_another(files, source, path)
        ),
        key=lambda path: (-_shared(source, path), path.count("/"), path),
    )


def _is_of_another(files: Files, source: str, path: str) -> bool:
    folder = path.rpartition("/")[0]
    while folder:
        if folder in files.owned and not is_text(path) and not source.startswith(f"{folder}/"):
            return True
        folder = folder.rpartition("/")[0]
    return False


def _shared(source: str, path: str) -> int:
    """Return how many folders two files have in common."""
    pairs = zip(source.split("/")[:-1], path.split("/")[:-1], strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def is_as_named(source: str, written: str, file: str) -> bool:
    """Tell whether a reference has the letters of the file that it means, in their case."""
    return any(composed(path) == composed(file) for path in paths_of(source, written))


def written_as(source: str, file: str) -> str:
    """Return how a text in `source` refers to a file, for a hint: from its folder, else from the root."""
    folder = source.rpartition("/")[0] + "/"
    return file.removeprefix(folder) if file.startswith(folder) else "/" + file.removeprefix(STATIC)


def is_text(path: str) -> bool:
    """Tell whether a file is the source of a page, not something to publish as it is."""
    return path.lower().endswith(TEXTS)


def published_as(path: str) -> str:
    """Return where below output/ a file below content/ is published: composed, whatever the file system made of it."""
    place = composed(path.removeprefix(STATIC))
    return f"{place}.jpg" if place.lower().endswith(_JPEG) and not path.startswith(STATIC) else place


def file_url(path: str) -> str:
    """Return the URL of a file below content/, from the site's root."""
    return quote(published_as(path))


def _folded(path: str) -> str:
    return fold_path(unquote(path))
