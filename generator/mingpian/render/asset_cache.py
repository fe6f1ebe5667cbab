"""What is costly to make is kept by its content in `.mingpian/cache/`: a new theme or setting makes none again."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from mingpian.core import digest
from mingpian.core.store import atomic_write
from mingpian.plan.outputs import Output

CACHE_FOLDERS = ("font", "podcast", "share", "variants")  # formats whose files are kept


def cached(cache: Path, output: Output, key: bytes, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of an output: as an earlier build made them of the same `key`, or made now.

    An output has one file, which begins with the digest of key and bytes: of another key, or damaged, it is no more.
    """
    file = cache / output.format / _mark(output)
    with suppress(OSError):
        found = file.read_bytes()
        if found[: digest.SIZE] == digest.of_bytes(key + found[digest.SIZE :]):
            return found[digest.SIZE :]
    made = make()
    with suppress(OSError):  # without a place for it, it is made again
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(file, digest.of_bytes(key + made) + made)
    return made


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
