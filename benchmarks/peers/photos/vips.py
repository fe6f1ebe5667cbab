"""All widths of each photograph, by libvips. Usage: vips.py FROM TO WIDTH,…"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pyvips


def main(source: Path, target: Path, widths: list[int]) -> None:
    """Write them as NAME.WIDTH.webp, all of a photograph from one decoding."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(partial(_widths, target, widths), sorted(source.iterdir())))


def _widths(target: Path, widths: list[int], photo: Path) -> None:
    whole = pyvips.Image.thumbnail(str(photo), widths[0], height=10_000_000, size="down").copy_memory()
    for width in widths:
        small = whole if width == whole.width else whole.thumbnail_image(width, height=10_000_000)
        small.webpsave(str(target / f"{photo.name}.{width}.webp"), Q=80, effort=4, keep="none")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [int(width) for width in sys.argv[3].split(",")])
