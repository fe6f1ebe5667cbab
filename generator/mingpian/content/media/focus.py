"""Where a picture is looked at: the point that no crop should lose, in per cent of its width and height.

A rule of thumb, made of two things that a small copy tells: where the tones of skin are, of whatever shade (in YCbCr,
Chai and Ngan 1999), and where there is detail. Heads are the uppermost of both, so what is higher up counts more.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 48  # pixels of the copy
_STEP = 5  # per cent
_LOWEST = 70  # per cent: a point further down, or beside, is more often wrong than right
_FALL = 0.8  # of the weight of what is at the very bottom is lost
_BLUE, _RED = (77, 127), (133, 173)  # of skin
_LEAST, _MOST = 0.015, 0.6  # share of the picture: what is less is chance, what is more is a wall


def focus_of(small: "Image") -> str:
    """Return the point as `x y`, of a copy in RGB; nothing where all is alike."""
    from PIL import ImageChops, ImageFilter

    copy = small.resize((SIDE, SIDE))
    _light, blue, red = copy.convert("YCbCr").split()
    skin = ImageChops.multiply(blue.point(_between(*_BLUE)), red.point(_between(*_RED)))
    share = sum(skin.tobytes()) / (255 * SIDE * SIDE)
    told = skin if _LEAST < share < _MOST else copy.convert("L").filter(ImageFilter.FIND_EDGES)
    rows, columns = _sums(told, (1, SIDE)), _sums(told, (SIDE, 1))
    if not sum(rows):
        return ""
    upper = [weight * (1 - _FALL * at / SIDE) ** 2 for at, weight in enumerate(rows)]
    return f"{_place(columns, 100 - _LOWEST)} {_place(upper, 0)}"


def _between(low: int, high: int) -> list[int]:
    return [255 if low <= value <= high else 0 for value in range(256)]


def _sums(image: "Image", size: tuple[int, int]) -> bytes:
    """Return what rows or columns weigh, without the edge, where filters see edges of their own."""
    from PIL import Image

    return image.resize(size, Image.Resampling.BOX, box=(1, 1, SIDE - 1, SIDE - 1)).tobytes()


def _place(weights: Sequence[float], least: int) -> int:
    """Return the centre of what is heavy, in per cent: of what is above the mean, so that a ground weighs nothing."""
    mean = sum(weights) / len(weights)
    heavy = [max(0.0, weight - mean) for weight in weights]
    total = sum(heavy)
    centre = sum((at + 0.5) * weight for at, weight in enumerate(heavy)) / total / len(weights) if total else 0.5
    return min(_LOWEST, max(least, round(100 * centre / _STEP) * _STEP))
