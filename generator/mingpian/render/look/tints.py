"""Colours by name: the same for a name everywhere, so that people without a portrait can be told apart.

A name has a hue; how light and how strong it is, a theme's style sheet says for day and night.
"""

from zlib import crc32

COUNT = 8


def tint(name: str) -> str:
    """Return the class of a name's colour."""
    return f"tint-{crc32(name.encode('utf-8', 'surrogatepass')) % COUNT}"


def tints_css() -> str:
    """Return the hues, in degrees of OKLCH."""
    return "".join(f".tint-{number}{{--hue:{360 * number // COUNT}}}" for number in range(COUNT))
