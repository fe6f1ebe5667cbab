"""The widths of pictures, made while nobody waits: a few at a time, so that an edit is shown in between.

They are put where a build keeps what is costly to make (`render/asset_cache.py`), and found there by the next one.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from mingpian.config.load import load_config
from mingpian.config.outputs import Images
from mingpian.content import discover
from mingpian.content.read_files import CONTENT_FOLDER
from mingpian.core import workers
from mingpian.plan.outputs import Output
from mingpian.render.formats import variants
from mingpian.write.render_context import MAX_FILE
from mingpian.write.state import State


class Bench(msgspec.Struct, frozen=True):
    """What a worker makes widths with: the settings, and the folders that they are made from and kept in."""

    images: Images
    content: Path
    cache: Path


def make_widths(root: Path, jobs: int, widths: Iterable[bytes]) -> None:
    """Make these widths, each an `Output` as MessagePack."""
    of_picture: dict[str, list[Output]] = {}  # which is decoded once
    for width in widths:
        output = msgspec.msgpack.decode(width, type=Output)
        of_picture.setdefault(output.source, []).append(output)
    config, _ = load_config(root)
    bench = Bench(config.images, root / CONTENT_FOLDER, State(root).folder / "cache")
    pictures = list(of_picture.values())
    for _ in workers.map_chunks(_make_some, bench, partial(_same, bench), pictures, workers.Crew(jobs), 1, 2):
        pass


def _make_some(bench: Bench, part: Sequence[Sequence[Output]]) -> None:
    """Make all that is asked of some pictures. Runs in a worker."""
    for outputs in part:
        with suppress(OSError, ValueError):  # the build that finishes says so
            data = discover.read_file(bench.content, outputs[0].source, MAX_FILE)
            for output in outputs:
                variants.made(output, data, bench.images, bench.cache)


def _same(bench: Bench) -> Bench:
    return bench
