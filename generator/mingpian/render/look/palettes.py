"""The palettes that ship, and the colours that follow from one: for each role, by day and by night, readable.

A palette states few colours. All others are derived from them, and changed in lightness alone until they can be read on
every ground that they stand on; hence any colours of a brand do as well.
"""

from functools import cache

import msgspec

from mingpian.config.face import Brand, Look
from mingpian.render.look.colors import STRONG_CONTRAST, WHITE, from_oklch, legible, legible_on, luminance, mix, oklch


class Palette(msgspec.Struct, frozen=True):
    """What a palette states, as `#rrggbb`. Without a night, it is the paper's hue, darkened."""

    color: str
    paper: str
    ink: str
    night: str = ""  # background of the dark scheme
    glow: str = ""  # the colour in the dark


PALETTES = {
    "cinnabar": Palette("#a63d2f", "#fbfaf7", "#1d1b19", "#191715", "#e58873"),
    "persimmon": Palette("#b8440b", "#fff9f2", "#2a1b12", "#1d1510", "#f59a5b"),
    "ochre": Palette("#8a5a0a", "#faf5e6", "#28200f", "#1b1810", "#dfb15c"),
    "tea": Palette("#6b4527", "#f1e9da", "#2a2017", "#1e1914", "#d3a57c"),
    "pine": Palette("#2c5a39", "#f4f5ec", "#171f18", "#121a15", "#8fc49a"),
    "celadon": Palette("#1f6a60", "#eef5f1", "#14211f", "#0f1b1a", "#7fcbbd"),
    "lake": Palette("#0c6480", "#f1f7fa", "#11202a", "#0d1a21", "#74c4e2"),
    "indigo": Palette("#2f4699", "#f6f7fc", "#171a2b", "#12152a", "#9fb2ff"),
    "plum": Palette("#7c2f6b", "#faf5f9", "#241522", "#1c121b", "#dd9acb"),
    "rose": Palette("#b02a54", "#fdf5f6", "#2a141b", "#1f1216", "#f58fab"),
    "slate": Palette("#3f566b", "#f3f5f7", "#171c21", "#14191e", "#a6bed3"),
    "ink": Palette("#1a1a1a", "#ffffff", "#111111", "#0e0e0e", "#f0f0f0"),
}


class Scheme(msgspec.Struct, frozen=True):
    """The colours of one scheme, as `#rrggbb`."""

    paper: str  # background of the page
    surface: str  # background of what is set back: callouts, code in text
    raised: str  # background of what lies on the page: the name card, fields
    wash: str  # background that carries a breath of the brand: a hero, a tile, a mark
    ink: str  # text
    muted: str  # text of less weight
    line: str  # rules and borders
    brand: str  # links and marks on any of the backgrounds above
    fill: str  # background of buttons and of the seal
    on_fill: str  # text on it
    fill_hover: str  # the same under a pointer, and as readable


class Schemes(msgspec.Struct, frozen=True):
    """The colours of a site."""

    light: Scheme
    dark: Scheme


def palette_of(look: Look, brand: Brand) -> Palette:
    """Return the palette that is chosen, with the colours that the brand states in place of its own."""
    stated = {name: value for name in ("color", "paper", "ink") if (value := getattr(brand, name))}
    if "color" in stated:
        stated["glow"] = stated["color"]
    if "paper" in stated:
        stated["night"] = ""
    return msgspec.structs.replace(PALETTES[look.palette], **stated)


@cache
def schemes(palette: Palette) -> Schemes:
    """Derive both schemes from a palette."""
    return Schemes(light(palette), dark(palette))


def light(palette: Palette) -> Scheme:
    """Derive the light scheme."""
    paper = palette.paper if luminance(palette.paper) > 0.5 else WHITE
    lightness, chroma, hue = oklch(paper)
    surface = from_oklch(lightness - 0.025, chroma, hue)
    wash = mix(palette.color, paper, 0.91)
    grounds = (surface, wash)  # the darker ones: what can be read here, can be read on paper
    ink = legible_on(grounds, palette.ink, STRONG_CONTRAST)
    fill = legible(palette.color, WHITE)
    return Scheme(
        paper=paper,
        surface=surface,
        raised=from_oklch((1 + lightness) / 2, chroma / 2, hue),
        wash=wash,
        ink=ink,
        muted=legible_on(grounds, mix(ink, paper, 0.4), 5.0),
        line=mix(ink, paper, 0.86),
        brand=legible_on(grounds, palette.color),
        fill=fill,
        on_fill=WHITE,
        fill_hover=legible(mix(fill, ink, 0.14), WHITE),
    )


def dark(palette: Palette) -> Scheme:
    """Derive the dark scheme: its paper is the palette's night, its ink the light of a page."""
    paper = palette.night or _night(palette.paper)
    lightness, chroma, hue = oklch(paper)
    surface = from_oklch(lightness + 0.045, chroma * 1.15, hue)
    raised = from_oklch(lightness + 0.025, chroma * 1.1, hue)
    wash = mix(palette.glow or palette.color, paper, 0.86)
    grounds = (surface, wash)
    ink = legible_on(grounds, from_oklch(0.91, min(chroma, 0.012), hue), STRONG_CONTRAST)
    shown = legible_on(grounds, palette.glow or palette.color)
    on_fill = legible(paper, shown)
    return Scheme(
        paper=paper,
        surface=surface,
        raised=raised,
        wash=wash,
        ink=ink,
        muted=legible_on(grounds, mix(ink, paper, 0.36), 5.0),
        line=mix(ink, paper, 0.8),
        brand=shown,
        fill=shown,
        on_fill=on_fill,
        fill_hover=legible(mix(shown, ink, 0.2), on_fill),
    )


def _night(paper: str) -> str:
    """Return the paper's hue at the lightness of a night."""
    _, chroma, hue = oklch(paper)
    return from_oklch(0.2, min(chroma, 0.012), hue)
