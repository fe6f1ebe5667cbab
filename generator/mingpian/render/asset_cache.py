"""What is costly to make is kept by its content in `.mingpian/cache/`: a new theme or setting makes none again."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from mingpian.core import digest
from mingpian.core.toolchain import toolchain
from mingpian.plan.outputs import Output

CACHE_FOLDERS = ("font", "podcast", "share", "variants", "vcard")  # formats whose files are kept


def cached(cache: Path, output: Output, key: bytes, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of an output: as an earlier build made them of the same `key`, or made now. The key is of all
    that they are made of, and of what makes them: of the toolchain, or of what of it they come from.

    An output has one file, which begins with the digest of key and bytes: of another key, damaged, or written in part,
    it is no more. Hence it is written where it stands, with no file aside to be renamed.
    """
    file = f"{cache}/{output.format}/{_mark(output)}"
    with suppress(OSError), open(file, "rb") as kept:
        found = kept.read()
        if found[: digest.SIZE] == digest.of_bytes(key + found[digest.SIZE :]):
            return found[digest.SIZE :]
    made = make()
    with suppress(OSError):  # without a place for it, it is made again
        _keep(file, digest.of_bytes(key + made) + made)
    return made


def made_once(cache: Path, output: Output, made_of: object, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of an output that this toolchain makes of all that `made_of` says: another version of ours or of
    a library makes it again."""
    return cached(cache, output, digest.of((toolchain(), made_of)), make)


def _keep(file: str, data: bytes) -> None:
    try:
        Path(file).write_bytes(data)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        Path(file).write_bytes(data)


def forget_others(cache: Path, outputs: Iterable[Output]) -> int:
    """Drop what is kept of outputs that are no longer planned; return the bytes that are left."""
    live = {room: set[str]() for room in CACHE_FOLDERS}
    for output in outputs:
        if output.format in live:
            live[output.format].add(_mark(output))
    left = 0
    for room, marks in live.items():
        with suppress(OSError):
            for file in sorted((cache / room).iterdir()):
                if file.name in marks:
                    left += file.stat().st_size
                else:
                    file.unlink(missing_ok=True)
    return left


def _mark(output: Output) -> str:
    return digest.of(output.path).hex()
