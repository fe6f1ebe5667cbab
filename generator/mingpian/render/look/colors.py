"""Colours as the eye sees them: contrast, and changes of lightness that keep the hue.

Colours are changed in OKLCH (CSS Color 4, section 9). Contrast is that of WCAG 2.2, section 1.4.3.
"""

from collections.abc import Callable, Iterable

MIN_CONTRAST = 4.5  # WCAG 2.2 AA, for text of any size
STRONG_CONTRAST = 7.0  # AAA: what running text gets
WHITE, BLACK = "#ffffff", "#000000"
_SLACK = 0.0005  # beyond 0 and 1, for colours that only rounding puts outside sRGB
_BIT = 0.04045  # where the sRGB transfer function turns from a line into a power


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible_on(backgrounds: Iterable[str], color: str, ratio: float = MIN_CONTRAST) -> str:
    """Return `color`, changed as `legible` does until it can be read on each of some backgrounds that are all light, or
    all dark."""
    for background in backgrounds:
        color = legible(color, background, ratio)
    return color


def legible(color: str, background: str, ratio: float = MIN_CONTRAST) -> str:
    """Return the colour nearest to `color` in lightness whose contrast with `background` reaches `ratio`.

    It is darkened on a light background and lightened on a dark one; black or white is the end of that road.
    """
    if contrast(color, background) >= ratio:
        return color
    end = BLACK if contrast(BLACK, background) > contrast(WHITE, background) else WHITE
    lightness, chroma, hue = oklch(color)
    way = oklch(end)[0] - lightness

    def moved(share: float) -> str:
        return from_oklch(lightness + way * share, chroma, hue)

    share = _least(lambda share: contrast(moved(share), background) >= ratio)
    return moved(share) if share < 1 else end


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with a share (0 to 1) of `other` in it, mixed in OKLab."""
    (l1, a1, b1), (l2, a2, b2) = _oklab(one), _oklab(other)
    return _hex(l1 + (l2 - l1) * share, a1 + (a2 - a1) * share, b1 + (b2 - b1) * share)


def oklch(color: str) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma and hue (radians) of `#rrggbb`."""
    from math import atan2, hypot

    lightness, a, b = _oklab(color)
    return lightness, hypot(a, b), atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return `#rrggbb`, with less chroma where sRGB has no such colour."""
    from math import cos, sin

    a, b = chroma * cos(hue), chroma * sin(hue)

    def fits(loss: float) -> bool:
        kept = 1 - loss
        return all(-_SLACK <= part <= 1 + _SLACK for part in _to_linear(lightness, kept * a, kept * b))

    kept = 1 - _least(fits)
    return _hex(lightness, kept * a, kept * b)


def _least(holds: Callable[[float], bool]) -> float:
    """Return the least share of 0 to 1 from which on something holds, within a thousandth; 1 when it never does."""
    if holds(0):
        return 0
    low, high = 0.0, 1.0
    while high - low > 0.001:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _linear(color: str) -> tuple[float, float, float]:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _BIT else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _hex(lightness: float, a: float, b: float) -> str:
    parts = (min(1.0, max(0.0, part)) for part in _to_linear(lightness, a, b))
    encoded = (12.92 * part if part <= _BIT / 12.92 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in encoded)


def _oklab(color: str) -> tuple[float, float, float]:
    red, green, blue = _linear(color)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_linear(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
