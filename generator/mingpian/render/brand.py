"""Brand colours and fonts from site.toml as CSS custom properties, for light and dark, with contrast kept.

Colours are changed in OKLCH (CSS Color 4, section 9), where lightness is what the eye sees, so that the hue
stays the brand's. Contrast is that of WCAG 2.2, section 1.4.3.
"""

import re
from collections.abc import Callable
from functools import cache

import msgspec

from mingpian.config.face import Brand

MIN_CONTRAST = 4.5  # WCAG 2.2 AA, for text of any size
STRONG_CONTRAST = 7.0  # AAA: what running text gets
_SLACK = 0.0005  # beyond 0 and 1, for colours that only rounding puts outside sRGB
_WHITE, _BLACK = "#ffffff", "#000000"
_BIT = 0.04045  # where the sRGB transfer function turns from a line into a power


class Scheme(msgspec.Struct, frozen=True):
    """The colours of one scheme, as `#rrggbb`."""

    paper: str  # background of the page
    surface: str  # background of what is set back: callouts, code in text
    raised: str  # background of what lies on the page: the name card, fields
    ink: str  # text
    muted: str  # text of less weight
    line: str  # rules and borders
    brand: str  # links and marks on paper and surface
    fill: str  # background of buttons and of the seal
    on_fill: str  # text on it


class Schemes(msgspec.Struct, frozen=True):
    """The colours of a site."""

    light: Scheme
    dark: Scheme


@cache
def schemes(brand: Brand) -> Schemes:
    """Derive both schemes from the brand's colours."""
    return Schemes(light(brand), dark(brand))


def light(brand: Brand) -> Scheme:
    """Derive the light scheme."""
    paper = brand.paper if luminance(brand.paper) > 0.5 else _WHITE
    lightness, chroma, hue = oklch(paper)
    surface = from_oklch(lightness - 0.025, chroma, hue)
    ink = legible(brand.ink, surface, STRONG_CONTRAST)
    fill = legible(brand.color, _WHITE)
    return Scheme(
        paper=paper,
        surface=surface,
        raised=from_oklch((1 + lightness) / 2, chroma / 2, hue),
        ink=ink,
        muted=legible(mix(ink, paper, 0.4), surface, 5.0),
        line=mix(ink, paper, 0.86),
        brand=legible(brand.color, surface),
        fill=fill,
        on_fill=_WHITE,
    )


def dark(brand: Brand) -> Scheme:
    """Derive the dark scheme: the paper's hue at the lightness of a night, the ink's at that of a page."""
    _, chroma, hue = oklch(brand.paper)
    paper = from_oklch(0.2, min(chroma, 0.012), hue)
    surface = from_oklch(0.245, min(chroma, 0.014), hue)
    ink = from_oklch(0.91, min(chroma, 0.012), hue)
    shown = legible(brand.color, surface)
    return Scheme(
        paper=paper,
        surface=surface,
        raised=from_oklch(0.225, min(chroma, 0.013), hue),
        ink=ink,
        muted=legible(mix(ink, paper, 0.36), surface, 5.0),
        line=mix(ink, paper, 0.8),
        brand=shown,
        fill=shown,
        on_fill=legible(paper, shown),
    )


def css(brand: Brand) -> str:
    """Return the rules that set the custom properties of both schemes and the fonts."""
    stated = ((role, font_families(role, text)) for role, text in _fonts(brand).items())
    families = {f"--brand-{role}": families for role, families in stated if families}
    colors = schemes(brand)
    root = _rule({**_properties(colors.light), **families})
    return f"{root}@media (prefers-color-scheme: dark) {{{_rule(_properties(colors.dark))}}}\n"


def seal(title: str, scheme: Scheme) -> str:
    """Draw the site's first character as a seal: an SVG of 64 × 64."""
    from html import escape

    text = f"""<text x="32" y="33" text-anchor="middle" dominant-baseline="central" font-size="40"
 font-weight="700" font-family="Songti SC, Noto Serif CJK SC, Georgia, serif" fill="{scheme.on_fill}">"""
    box = f'<rect width="64" height="64" rx="7" fill="{scheme.fill}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{box}{text}{escape(title[:1])}</text></svg>'


def _fonts(brand: Brand) -> dict[str, str]:
    return {"heading": brand.heading_font, "body": brand.body_font, "code": brand.code_font}


def font_files(brand: Brand) -> dict[str, list[str]]:
    """Return the font files that are stated for each role, as paths from the site's root."""
    return {role: [part for part in _parts(text) if _is_file(part)] for role, text in _fonts(brand).items()}


def family(role: str) -> str:
    """Return the name of the font family that the files of a role make up."""
    return f"Brand {role}"


def font_families(role: str, text: str) -> str:
    """Return a list of font families as CSS, each quoted; what cannot be in a family's name is left out."""
    names = (family(role) if _is_file(part) else re.sub(r"[^\w .-]", "", part).strip() for part in _parts(text))
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in dict.fromkeys(names) if name)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _is_file(part: str) -> bool:
    return part.lower().endswith((".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"))


_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace"})


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(color: str, background: str, ratio: float = MIN_CONTRAST) -> str:
    """Return the colour nearest to `color` in lightness whose contrast with `background` reaches `ratio`.

    It is darkened on a light background and lightened on a dark one; black or white is the end of that road.
    """
    if contrast(color, background) >= ratio:
        return color
    end = _BLACK if contrast(_BLACK, background) > contrast(_WHITE, background) else _WHITE
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


def _rule(properties: dict[str, str]) -> str:
    return ":root {" + " ".join(f"{name}: {value};" for name, value in properties.items()) + "}\n"


def _properties(scheme: Scheme) -> dict[str, str]:
    return {f"--{name.replace('_', '-')}": str(getattr(scheme, name)) for name in scheme.__struct_fields__}


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
