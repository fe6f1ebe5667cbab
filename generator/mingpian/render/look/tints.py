"""Colours by name: the same for a name everywhere, so that people without a portrait can be told apart."""

from functools import cache
from math import tau
from zlib import crc32

from mingpian.render.look.colors import from_oklch, legible

COUNT = 12
_LIGHT, _DARK = 0.9, 0.34  # OKLCH lightness of the grounds


def tint(name: str) -> str:
    """Return the class of a name's colour."""
    return f"tint-{crc32(name.encode('utf-8', 'surrogatepass')) % COUNT}"


@cache
def tints_css() -> str:
    """Return the properties of all of them in both schemes: a ground, and what can be read on it."""
    night = "".join(_rule(number, _DARK, 0.85) for number in range(COUNT))
    return "".join(_rule(number, _LIGHT, 0.42) for number in range(COUNT)) + (
        f"@media (prefers-color-scheme:dark){{{night}}}"
    )


def _rule(number: int, ground: float, text: float) -> str:
    hue = tau * number / COUNT
    tinted = from_oklch(ground, 0.055, hue)
    return f".tint-{number}{{--tint:{tinted};--on-tint:{legible(from_oklch(text, 0.1, hue), tinted)}}}"
