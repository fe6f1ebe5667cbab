"""Colours by name: the same for a name everywhere, so that people without a portrait can be told apart.

They go with the colours of the site: each is near the hue of its colour, paler than that, and set off from its
paper; what is written on it can be read, by day and by night.
"""

from functools import cache
from math import radians
from zlib import crc32

from mingpian.render.look.colors import from_oklch, legible, oklch
from mingpian.render.look.palettes import Scheme, Schemes

COUNT = 8
_TURNS = (-30, 10, -10, 30)  # degrees of OKLCH from the hue of the site's colour
_FIRST, _STEP = 0.08, 0.016  # of the way from the paper to the ink: each tint goes further, so that greys differ too
_PALE, _STRONGEST = 0.4, 0.045  # share of the colour's chroma, and its limit


def tint(name: str) -> str:
    """Return the class of a name's colour."""
    return f"tint-{crc32(name.encode('utf-8', 'surrogatepass')) % COUNT}"


@cache
def tints(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Return the grounds, and what can be read on each, as `#rrggbb`."""
    paper, ink = oklch(scheme.paper)[0], oklch(scheme.ink)[0]
    lightness, chroma, hue = oklch(scheme.brand)
    found = []
    for number in range(COUNT):
        turned = hue + radians(_TURNS[number % len(_TURNS)])
        ground = from_oklch(paper + (ink - paper) * (_FIRST + _STEP * number), min(chroma * _PALE, _STRONGEST), turned)
        found.append((ground, legible(from_oklch(lightness, chroma, turned), ground)))
    return tuple(found)


def tints_css(schemes: Schemes) -> str:
    """Return the rules that set the properties `--tint` and `--on-tint` of each class."""
    return f"{_rules(schemes.light)}@media (prefers-color-scheme:dark){{{_rules(schemes.dark)}}}\n"


def _rules(scheme: Scheme) -> str:
    return "".join(
        f".tint-{number}{{--tint:{ground};--on-tint:{text}}}" for number, (ground, text) in enumerate(tints(scheme))
    )
