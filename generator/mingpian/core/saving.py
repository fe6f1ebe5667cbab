"""Saves a file that was read and changed: whole or not at all, and never over what somebody else wrote meanwhile."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from mingpian.core.errors import MingpianError
from mingpian.i18n import _

_HALF_WRITTEN = re.compile(r"\..+\.([1-9][0-9]{0,9})\.mingpian\.tmp", re.DOTALL)


class FileChangedError(MingpianError):
    """A file that is not what it was when it was read: the other change is kept."""


def save_file(path: Path, before: bytes | None, data: bytes) -> None:
    """Put `data` at `path`, in place of `before` (None: of no file). A file keeps its mode, a link stays one.

    Whenever the process is killed, either of the two stands there; what it left beside it goes when a file is saved in
    that folder again. Raises FileChangedError when something else stands there, and OSError.
    """
    path = path.resolve()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.mingpian.tmp")
    try:
        _drop_half_written(path.parent)
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


def _drop_half_written(folder: Path) -> None:
    """Remove what processes that are no more had begun to write in a folder. On Windows, where to ask for a process may
    end it, all stays."""
    if os.name == "nt":
        return
    with suppress(OSError):  # what may not be listed, or taken away, stays
        for path in list(folder.iterdir()):
            name = _HALF_WRITTEN.fullmatch(path.name)
            if name and _is_gone(int(name[1])) and path.is_file() and not path.is_symlink():
                path.unlink()


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # it is somebody else's, or nothing is known of it
        return False
    return False


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
