"""From the path of a request to a file of the preview: nothing outside of its folder, under no spelling."""

import os
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import msgspec

from mingpian.content import discover
from mingpian.core.media_types import type_of

MAX_FILE = 256 * 1024 * 1024  # bytes
INDEX = "index.html"


class FoundFile(msgspec.Struct, frozen=True):
    """A file's bytes."""

    path: str
    data: bytes

    @property
    def media_type(self) -> str:
        """The type by the file's name; never guessed from its content."""
        return type_of(self.path)


class Redirection(msgspec.Struct, frozen=True):
    """Where the browser shall look instead: a path, percent-encoded."""

    to: str


def decode_path(target: str) -> str | None:
    """Return the path that a request's target names, decoded once (RFC 3986, 2.4); None when it is not allowed.

    Not allowed: what is no path, dots and empty segments, backslashes, control characters, other encodings than UTF-8.
    """
    raw = target.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if not path.startswith("/") or any(char < " " or char in "\\\x7f" for char in path):
        return None
    segments = path[1:].split("/")
    wrong = any(segment in ("", ".", "..") for segment in segments[:-1]) or segments[-1] in (".", "..")
    return None if wrong or (os.name == "nt" and ":" in path) else path


def find_file(folder: Path, path: str, base_path: str, since: int = 0) -> FoundFile | Redirection | None:
    """Return the file for a decoded path; where to look instead; or None. `base_path` is the site's, percent-encoded;
    files that were last written before `since`, in nanoseconds since 1970, are not there.

    Links are followed as far as they stay in the folder, and looked at once the file is open.
    """
    base = unquote_to_bytes(base_path).decode("utf-8", "replace")
    if path in ("/", base.rstrip("/")) and path != base:
        return Redirection(base_path)
    if not path.startswith(base):
        return None
    name = path.removeprefix(base)
    if name.endswith("/") or not name:
        return _read(folder, name + INDEX, since)
    page = f"{name}/{INDEX}"
    return _read(folder, name, since) or (Redirection(quote(path) + "/") if _read(folder, page, since) else None)


def _read(folder: Path, name: str, since: int) -> FoundFile | None:
    try:
        if since and (folder / name).lstat().st_mtime_ns < since:
            return None
        return FoundFile(name, discover.read_file(folder, name, MAX_FILE))
    except (OSError, ValueError):
        return None
