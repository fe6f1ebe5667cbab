"""The files that the studio reads and writes: those below content/, and site.toml. A file that changed since it was
shown is never overwritten, and what is deleted lies in `content/.trash/`, which no build reads."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mingpian.content.discover import read_file
from mingpian.content.naming import is_entry
from mingpian.core.digest import of_bytes
from mingpian.core.errors import MingpianError
from mingpian.core.paths import file_problem
from mingpian.core.saving import FileChangedError, save_file
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

CONTENT, TRASH, SETTINGS = "content", ".trash", "site.toml"
MAX_BYTES = 4 * 1024 * 1024  # of a text


class StudioError(MingpianError):
    """What was asked cannot be done; the text says why."""


class ChangedMeanwhileError(StudioError):
    """The file is not what it was when it was shown."""


class OpenedText(NamedTuple):
    """A file as it was read. `digest` says which it was."""

    path: str  # below the site's root
    text: str
    digest: str


def open_text(root: Path, path: str) -> OpenedText:
    """Read an entry's file, or site.toml. Raises StudioError."""
    _check(path)
    try:
        data = read_file(root, path, MAX_BYTES)
        return OpenedText(path, data.decode(), of_bytes(data).hex())
    except UnicodeDecodeError:
        raise StudioError(_("{path} is not UTF-8; open it in an editor and save it as UTF-8", path=path)) from None
    except OSError as error:
        reason = foreign(error.strerror or error)
        raise StudioError(_("{path} cannot be read: {reason}", path=path, reason=reason)) from error


def save_text(root: Path, before: OpenedText, text: str) -> OpenedText:
    """Put a text in the place of one that was opened. Raises StudioError; ChangedMeanwhileError when it is another by
    now, and then it stays as it is."""
    there, data = open_text(root, before.path), text.encode()
    if there.text == text:
        return there  # as when the answer to what was sent before never came
    if len(data) > MAX_BYTES:
        raise StudioError(_("it is larger than {limit} KiB", limit=MAX_BYTES // 1024))
    try:
        if there.digest != before.digest:
            raise FileChangedError(before.path)
        save_file(_inside(root, before.path), there.text.encode(), data)
    except FileChangedError:
        raise ChangedMeanwhileError(_("{path} was changed by somebody else meanwhile", path=before.path)) from None
    except OSError as error:
        raise StudioError(
            _("{path} cannot be written: {reason}", path=before.path, reason=foreign(error.strerror))
        ) from error
    return OpenedText(before.path, text, of_bytes(data).hex())


def make_file(root: Path, path: str, data: bytes) -> None:
    """Write a file that is not there yet. Raises StudioError, and FileExistsError."""
    target = root / path
    _check_parents(root, target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        save_file(_inside(root, path), None, data)
    except FileChangedError:
        raise FileExistsError(path) from None
    except OSError as error:
        raise StudioError(_("{path} cannot be written: {reason}", path=path, reason=foreign(error.strerror))) from error


def put_in_trash(root: Path, path: str, now: int) -> str:
    """Move an entry's file to the trash; return where it lies. `now` is in seconds since 1970-01-01T00:00Z."""
    _check(path)
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d-%H%M%S")
    kept = f"{CONTENT}/{TRASH}/{moment}/{path.removeprefix(f'{CONTENT}/')}"
    try:
        source = _inside(root, path)
        (root / kept).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, root / kept)
    except OSError as error:
        raise StudioError(_("{path} cannot be moved: {reason}", path=path, reason=foreign(error.strerror))) from error
    return kept


def _check(path: str) -> None:
    """Refuse what is neither an entry's file nor site.toml."""
    below = path.removeprefix(f"{CONTENT}/")
    if path != SETTINGS and (below == path or file_problem(below) or not is_entry(below)):
        raise StudioError(_("{path} is no file of an entry", path=path))


def _inside(root: Path, path: str) -> Path:
    """Return the path of a file below the root; a link that leads out of it is not followed. Raises StudioError."""
    target = root / path
    _check_parents(root, target)
    if target.is_symlink():
        raise StudioError(_("{path} is a link; change the file that it leads to", path=path))
    return target


def _check_parents(root: Path, target: Path) -> None:
    real = os.path.realpath(root)
    if os.path.commonpath((real, os.path.realpath(target.parent))) != real:
        raise StudioError(_("{path} leads out of the site's folder", path=target.name))
