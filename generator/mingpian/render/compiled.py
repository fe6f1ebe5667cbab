"""Compiled templates, kept between builds. One that is damaged, or that other software compiled, is compiled anew.

Those that ship with mingpian are the same on every site. They are kept where Python keeps its own compiled modules, so
that the first build of a second site finds them; and in the site's folder where that cannot be.
"""

import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import cache_from_source
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
    `shipped` are names and sources' names of templates that are the same on every site.
    """

    def __init__(self, folder: Path, shipped: Iterable[tuple[str, str]] = ()) -> None:
        self._folder = folder
        self._shipped = frozenset(self.get_cache_key(name, file) for name, file in shipped)

    def load_bytecode(self, bucket: "Bucket") -> None:
        """Fill the bucket, if a file of it is whole."""
        for file in self._files(bucket):
            with suppress(OSError):
                data = file.read_bytes()
                seal, code = data[: digest.SIZE], data[digest.SIZE :]
                if seal == _seal(code):
                    bucket.bytecode_from_string(code)
                if bucket.code is not None:
                    return

    def dump_bytecode(self, bucket: "Bucket") -> None:
        """Write the bucket's file, if that can be."""
        code = bucket.bytecode_to_string()
        for file in self._files(bucket):
            with suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                atomic_write(file, _seal(code) + code)
                return

    def _files(self, bucket: "Bucket") -> list[Path]:
        """Return where a template may lie, the first place first."""
        own = self._folder / f"{bucket.key}.bin"
        if bucket.key not in self._shipped or sys.dont_write_bytecode:
            return [own]
        return [Path(cache_from_source(__file__)).with_name(f"{bucket.key}.template"), own]


def _seal(code: bytes) -> bytes:
    return digest.of((toolchain(), digest.of_bytes(code)))
