"""Saves a file that was read and changed: whole or not at all, and never over what somebody else wrote meanwhile."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from mingpian.core.errors import MingpianError
from mingpian.i18n import _


class FileChangedError(MingpianError):
    """A file that is not what it was when it was read: the other change is kept."""


def save_file(path: Path, before: bytes | None, data: bytes) -> None:
    """Put `data` at `path`, in place of `before` (None: of no file). A file keeps its mode, a link stays one.

    Whenever the process is killed, either of the two stands there. Raises FileChangedError when something else stands
    there, and OSError.
    """
    path = path.resolve()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is not None and path.exists():
            shutil.copymode(path, temporary)
        if (path.read_bytes() if path.exists() else None) != before:
            raise _changed(path)
        if before is None:
            _put_new(temporary, path)
        else:
            os.replace(temporary, path)
    except (OSError, FileChangedError):
        with suppress(OSError):
            temporary.unlink()
        raise


def _put_new(temporary: Path, path: Path) -> None:
    """Give a file its name, unless another one has it by now. Where a file can have one name only, that is looked at
    before."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise _changed(path) from None
    except OSError:
        os.replace(temporary, path)
    else:
        temporary.unlink()


def _changed(path: Path) -> FileChangedError:
    return FileChangedError(_("{path} was changed meanwhile, and is left as it is", path=path.name))
