"""What stands on a card: letters, grounds and pictures, each at its place. Laid out before anything is drawn."""

from collections.abc import Callable

import msgspec


class CardType(msgspec.Struct, frozen=True):
    """How letters look. Colours are `#rrggbb`, or the name of a role of the site's `Scheme`."""

    face: str = "text"  # text, strong, title, mono
    size: int = 40
    color: str = "ink"
    ground: str = ""  # a colour behind them
    rise: int = 0  # pixels above the line of writing
    is_struck: bool = False


class CardRun(msgspec.Struct, frozen=True):
    """Text that looks alike."""

    text: str
    type: CardType


class Letters(msgspec.Struct, frozen=True):
    """Letters to draw; `y` is the line of writing."""

    x: float
    y: float
    text: str
    type: CardType
    width: float


class Panel(msgspec.Struct, frozen=True):
    """A rectangle in a colour."""

    x: float
    y: float
    width: float
    height: float
    color: str
    radius: int = 0


class Photo(msgspec.Struct, frozen=True):
    """A picture, by its address; it is fitted into its place, or fills it."""

    x: float
    y: float
    width: float
    height: float
    src: str
    alt: str = ""
    fills: bool = False


class Code(msgspec.Struct, frozen=True):
    """A QR code."""

    x: float
    y: float
    side: float
    modules: tuple[bytes, ...]


CardItem = Letters | Panel | Photo | Code
Measure = Callable[[str, CardType], float]
"""Tells how wide (pixels) a text is."""


class DrawnCard(msgspec.Struct, frozen=True):
    """One card: what stands on it, in the order in which it is drawn, and the same as text."""

    items: tuple[CardItem, ...]
    text: str


def moved(item: CardItem, x: float, y: float) -> CardItem:
    """Return an item at another place."""
    return msgspec.structs.replace(item, x=item.x + x, y=item.y + y)
