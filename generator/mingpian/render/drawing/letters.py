"""Letters as they cover the ground, drawn once: most signs of Chinese recur from text to text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from mingpian.render.drawing.text_layout import length_of, words_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont


class DrawnLetters(msgspec.Struct, frozen=True):
    """A piece of text: how much of each pixel it covers, and where that begins, from pen and top of the line."""

    coverage: "Image"
    left: int
    top: int


def pieces_of(text: str, left: float, stop: float, face: "FreeTypeFont") -> Iterator[tuple[str, int]]:
    """Yield the words and signs of a line that begins at `left`, and where the pen is at each, in pixels, to `stop`."""
    for piece in words_of(text):
        if left >= stop:
            break
        if word := piece.rstrip():
            yield word, round(left)
        left += length_of(piece, face)


@lru_cache(maxsize=1024)
def letters_of(text: str, face: "FreeTypeFont") -> DrawnLetters | None:
    """Draw a piece of text; None where it is blank."""
    from PIL import Image

    drawn, (left, top) = face.getmask2(text, "L")  # once: to ask for its box takes half as long again
    if not all(drawn.size):
        return None
    coverage = Image.new("L", drawn.size)
    coverage.im.paste(drawn, (0, 0, *drawn.size))
    return DrawnLetters(coverage, left, top)
