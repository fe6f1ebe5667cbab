"""What ships with mingpian is the same for every site that tests build: read once and compiled once in a process."""

from __future__ import annotations

import os
from pathlib import Path
from types import CodeType

from jinja2.bccache import Bucket

import mingpian
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.walk import Found
from mingpian.render import theme as themes
from mingpian.render.compiled import Compiled
from mingpian.render.theme import Layer
from mingpian.replay import unchanged


def share() -> None:
    """Let all builds of this process, and of its copies, share what they find: a command is a process of its own, and
    takes up a fifth of a small site's build by it."""
    _share_layers()
    _share_compiled()
    _share_facts()


def _share_layers() -> None:
    read = themes._layer
    known: dict[tuple[str, Path], Layer] = {}

    def layer(name: str, root: Path, folder: Path, found: list[Diagnostic]) -> Layer:
        if folder.is_relative_to(root):  # the site's own, or a theme in it
            return read(name, root, folder, found)
        if (name, folder) not in known:
            problems: list[Diagnostic] = []
            known[name, folder] = read(name, root, folder, problems)
            assert problems == []
        return known[name, folder]

    themes._layer = layer


def _share_compiled() -> None:
    """Also what this process has compiled and could not keep, as in a folder that cannot be."""
    compiled: dict[tuple[str, str], CodeType] = {}
    load, dump = Compiled.load_bytecode, Compiled.dump_bytecode

    def loading(self: Compiled, bucket: Bucket) -> None:
        key = bucket.key, bucket.checksum
        known = compiled.get(key)
        if known is None or bucket.key not in self._shipped:
            load(self, bucket)
        bucket.code = bucket.code or known
        if bucket.code is not None:
            compiled[key] = bucket.code

    def dumping(self: Compiled, bucket: Bucket) -> None:
        if bucket.code is not None:
            compiled[bucket.key, bucket.checksum] = bucket.code
        dump(self, bucket)

    Compiled.load_bytecode, Compiled.dump_bytecode = loading, dumping  # type: ignore[method-assign]


def _share_facts() -> None:
    """The thousand files of the program, at whose times each build looks: nobody edits them while their tests run."""
    look, program = unchanged._look, os.path.dirname(os.path.abspath(mingpian.__file__))
    known: dict[str, list[Found]] = {}

    def looking(path: str) -> list[Found]:
        if not path.startswith(program):  # itself, or its themes
            return look(path)
        if path not in known:
            known[path] = look(path)
        return known[path]

    unchanged._look = looking
