"""Compiled templates, kept between builds. One that is damaged, or that other software compiled, is compiled anew."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from mingpian.core import digest
from mingpian.core.store import atomic_write
from mingpian.core.toolchain import toolchain

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps each template in a file of its own, behind a digest of it and of what compiled it.

    Code that is loaded unchecked may do anything, and end the process too; and a full disk is no reason to fail.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: "Bucket") -> None:
        """Fill the bucket, if its file is whole."""
        try:
            data = self._file(bucket).read_bytes()
        except OSError:
            return
        seal, code = data[: digest.SIZE], data[digest.SIZE :]
        if seal == _seal(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: "Bucket") -> None:
        """Write the bucket's file, if that can be."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            atomic_write(self._file(bucket), _seal(code) + code)

    def _file(self, bucket: "Bucket") -> Path:
        return self._folder / f"{bucket.key}.bin"


def _seal(code: bytes) -> bytes:
    return digest.of((toolchain(), digest.of_bytes(code)))
