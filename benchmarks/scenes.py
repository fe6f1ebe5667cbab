"""Photographs that nobody took: light and shade at all sizes, shapes with edges, grain; the same on every machine."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

SCENES = 10  # each photograph is a window on one of these, in a light of its own
SCENE = (4400, 3300)
MEGAPIXELS = (4, 12)
SIDES = ((4, 3), (3, 2), (16, 9))
QUALITY = 90
TURNED = 0x0112, 6  # what EXIF says of a camera held upright
UPRIGHT_EVERY = 4
SHAPES = 160


def photographs(count: int, folder: Path) -> None:
    """Write `count` JPEGs of 4 to 12 megapixels into `folder`, by all processors."""
    folder.mkdir(parents=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_of_scene, count, folder), range(min(SCENES, count))))


def _of_scene(count: int, folder: Path, number: int) -> None:
    view = scene(number)
    for index in range(number, count, SCENES):
        _photograph(view, index).save(folder / f"photo-{index:04d}.jpg", quality=QUALITY, exif=_exif(index))


def _photograph(view: Image.Image, index: int) -> Image.Image:
    """A window on a scene, perhaps mirrored, lighter or darker: no two have a block of pixels in common."""
    rng = Random(f"photo/{index}")
    across, down = rng.choice(SIDES)
    unit = (rng.uniform(*MEGAPIXELS) * 1_000_000 / (across * down)) ** 0.5
    width, height = (min(side, round(unit * part)) for side, part in zip(SCENE, (across, down), strict=True))
    left, top = rng.randint(0, SCENE[0] - width), rng.randint(0, SCENE[1] - height)
    seen = view.crop((left, top, left + width, top + height))
    if rng.random() < 0.5:
        seen = ImageOps.mirror(seen)
    light = [rng.uniform(0.75, 1.15) for _ in range(3)]
    return seen.point([min(255, round(value * part)) for part in light for value in range(256)])


def _exif(index: int) -> Image.Exif:
    exif = Image.Exif()
    if index % UPRIGHT_EVERY == 0:
        exif[TURNED[0]] = TURNED[1]
    return exif


def scene(number: int) -> Image.Image:
    """A view of its own for each number."""
    rng = Random(f"scene/{number}")
    ground = ImageOps.colorize(Image.linear_gradient("L").resize(SCENE), _color(rng), _color(rng), _color(rng))
    far = _drawn(ground.resize((SCENE[0] // 4, SCENE[1] // 4)), rng, SHAPES).filter(ImageFilter.GaussianBlur(2))
    near = _drawn(far.resize(SCENE, Image.Resampling.BICUBIC), rng, SHAPES // 4)
    for cells, depth in _octaves():
        near = ImageChops.soft_light(near, _shade(rng, cells, depth))
    return near


def _octaves() -> Iterator[tuple[int, float]]:
    """Yield how many cells there are across, and how deep their shade is: of twice as many, a little less deep, as in
    what cameras see; the last is the grain of the film."""
    cells, depth = 5, 0.9
    while cells < SCENE[0]:
        yield cells, depth
        cells, depth = cells * 3, depth * 0.75
    yield SCENE[0], 0.12


def _shade(rng: Random, cells: int, depth: float) -> Image.Image:
    size = cells, max(1, cells * SCENE[1] // SCENE[0])
    values = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    soft = values.point([round(128 + (value - 128) * depth) for value in range(256)])
    return Image.merge("RGB", [soft.resize(SCENE, Image.Resampling.BICUBIC)] * 3)


def _drawn(picture: Image.Image, rng: Random, count: int) -> Image.Image:
    """Draw leaves, walls and stones upon a picture."""
    pen = ImageDraw.Draw(picture)
    width, height = picture.size
    for _ in range(count):
        x, y, reach = rng.uniform(0, width), rng.uniform(0, height), width * rng.uniform(0.005, 0.12)
        corners = [(x + rng.uniform(-reach, reach), y + rng.uniform(-reach, reach)) for _ in range(rng.randint(3, 6))]
        if rng.random() < 0.4:
            pen.ellipse((x - reach, y - reach / 2, x + reach, y + reach / 2), fill=_color(rng))
        else:
            pen.polygon(corners, fill=_color(rng))
    return picture


def _color(rng: Random) -> tuple[int, int, int]:
    """A colour that is not far from grey, as most are outdoors."""
    light = rng.randint(20, 220)
    red, green, blue = (light + rng.randint(-20, 35) for _ in range(3))
    return red, green, blue
