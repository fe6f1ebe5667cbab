"""All widths of each photograph, made as a build of mingpian makes them. Usage: ours.py FROM TO WIDTH,…"""

import sys
from pathlib import Path

from mingpian.core import workers
from mingpian.render.formats.variants import scaled

CHUNK = 4  # photographs that a worker takes at a time: sixteen widths, as in a build


def main(source: Path, target: Path, widths: list[int]) -> None:
    """Write them as NAME.WIDTH.webp."""
    state = (target, widths)
    photos = sorted(source.iterdir())
    crew = workers.Crew(workers.default_jobs())
    for _ in workers.map_chunks(_some, state, lambda: state, photos, crew, CHUNK, 2):
        pass


def _some(state: tuple[Path, list[int]], photos: list[Path]) -> None:
    target, widths = state
    for photo in photos:
        data = photo.read_bytes()
        for width in widths:
            (target / f"{photo.name}.{width}.webp").write_bytes(scaled(data, width, 40, "webp", max(widths)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [int(width) for width in sys.argv[3].split(",")])
