"""A look as CSS custom properties: all that a theme needs to know of it.

Themes multiply by `--space` (density) and `--breadth` (width), and round by `--corner…`; they name no number of their
own for these, so that one setting reaches all of them.
"""

import re

import msgspec

from mingpian.config.face import Brand, CornersName, DensityName, Look, WidthName
from mingpian.core.patterns import lazy_pattern
from mingpian.render.brand import stated_families
from mingpian.render.look.palettes import Scheme, Schemes
from mingpian.render.look.tints import tints_css
from mingpian.render.look.typefaces import type_css

DEFAULTS = Look(
    palette="cinnabar", type="book", corners="soft", density="regular", width="regular", scheme="auto", switch=False
)
_NIGHT = lazy_pattern(r"\(prefers-color-scheme:\s*dark\)")
_BOTH = re.compile(r"color-scheme:\s*light dark")

CORNERS: dict[CornersName, dict[str, str]] = {
    "sharp": {"small": "0", "": "0", "large": "0", "button": "0", "full": "0", "face": "0"},
    "soft": {"small": "2px", "": "4px", "large": "8px", "button": "4px", "full": "99rem", "face": "50%"},
    "round": {"small": "6px", "": "12px", "large": "20px", "button": "99rem", "full": "99rem", "face": "50%"},
}
DENSITIES: dict[DensityName, dict[str, str]] = {
    "airy": {"--space": "1.3", "--text-size": "1.0625rem"},
    "regular": {"--space": "1", "--text-size": "1.0625rem"},
    "compact": {"--space": "0.72", "--text-size": "1rem"},
}
WIDTHS: dict[WidthName, dict[str, str]] = {
    "narrow": {"--breadth": "0.85"},
    "regular": {"--breadth": "1"},
    "wide": {"--breadth": "1.2"},
}


def completed(*looks: Look) -> Look:
    """Return a look that states everything: each setting as the first look says that states it, else its default."""
    stated = {
        name: value for look in reversed(looks) for name in Look.__struct_fields__ if (value := getattr(look, name))
    }
    lists = {kind: style for look in reversed(looks) for kind, style in look.lists.items()}
    return msgspec.structs.replace(DEFAULTS, **{**stated, "lists": lists})


def look_css(look: Look, schemes: Schemes, brand: Brand) -> str:
    """Return the rules that set a complete look's properties."""
    corners = {f"--corner{f'-{name}' if name else ''}": size for name, size in CORNERS[look.corners or "soft"].items()}
    fonts = {f"--brand-{role}": families for role, families in stated_families(brand).items()}
    shape = {**corners, **DENSITIES[look.density or "regular"], **WIDTHS[look.width or "regular"]}
    root = _rule({"color-scheme": "light dark", **_colors(schemes.light), **shape, **fonts})
    night = f"@media (prefers-color-scheme:dark){{{_rule(_colors(schemes.dark))}}}\n"
    return root + night + tints_css(schemes) + type_css(look.type or "book")


def in_scheme(css: str, look: Look) -> str:
    """Return a style sheet for the scheme of a look: as it is where the reader's system decides, else one alone."""
    if look.scheme == "auto":
        return css
    css = _BOTH.sub(f"color-scheme:{look.scheme}", css)
    return _NIGHT.sub("all" if look.scheme == "dark" else "not all", css)


def _rule(properties: dict[str, str]) -> str:
    return ":root{" + "".join(f"{name}:{value};" for name, value in properties.items()) + "}\n"


def _colors(scheme: Scheme) -> dict[str, str]:
    return {f"--{name.replace('_', '-')}": str(getattr(scheme, name)) for name in scheme.__struct_fields__}
