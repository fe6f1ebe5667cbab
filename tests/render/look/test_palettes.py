"""Whatever palette is chosen and whatever colours a brand has, every text of every theme can be read."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingpian.config.face import Brand, Look, PaletteName
from mingpian.render.look.colors import contrast, from_oklch, legible, luminance, oklch
from mingpian.render.look.palettes import PALETTES, Palette, Scheme, dark, light, palette_of, schemes
from mingpian.render.look.properties import DEFAULTS
from tests.example import REPOSITORY

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
WCAG_PAIRS = [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)]
GROUNDS = ("paper", "surface", "raised", "wash")
TEXT_PAIRS = {
    *product(("ink", "muted", "brand"), GROUNDS),
    *(("on_fill", "fill"), ("on_fill", "fill_hover"), ("paper", "brand"), ("paper", "ink")),
}
MARK_PAIRS = {("brand", "paper"), ("brand", "raised"), ("muted", "raised"), ("fill", "paper")}
"""Of what is not text and has to be seen (WCAG 2.2, 1.4.11): focus, borders of fields, buttons."""
RULE = re.compile(r"\{([^{}]*)\}")
OF_COLOR = re.compile(r"(?<![\w-])color:\s*var\(--([\w-]+)\)")
OF_GROUND = re.compile(r"background(?:-color)?:\s*var\(--([\w-]+)\)")


@pytest.mark.parametrize(("one", "other", "ratio"), WCAG_PAIRS)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLORS)
def test_a_colour_survives_the_way_through_oklch(color: str) -> None:
    back = from_oklch(*oklch(color))
    parts = [abs(int(color[at : at + 2], 16) - int(back[at : at + 2], 16)) for at in (1, 3, 5)]
    assert max(parts) <= 1


@given(COLORS, COLORS)
def test_a_colour_is_made_legible_on_any_other(color: str, background: str) -> None:
    assert contrast(legible(color, background), background) >= 4.5


def test_a_legible_colour_is_left_alone() -> None:
    assert legible("#8a3324", "#ffffff") == "#8a3324"


def faults(scheme: Scheme, ratio: float, pairs: set[tuple[str, str]]) -> list[str]:
    """The pairs of colour and ground that cannot be read, or seen."""
    found = {pair: contrast(getattr(scheme, pair[0]), getattr(scheme, pair[1])) for pair in sorted(pairs)}
    return [f"{color} on {ground}: {seen:.2f}" for (color, ground), seen in found.items() if seen < ratio]


@given(COLORS, COLORS, COLORS)
@example("#ffff00", "#ffffff", "#eeeeee")
@example("#000000", "#000000", "#000000")
def test_every_text_of_every_brand_can_be_read(color: str, paper: str, ink: str) -> None:
    found = schemes(palette_of(DEFAULTS, Brand(color=color, paper=paper, ink=ink)))
    assert faults(found.light, 4.5, TEXT_PAIRS) == []
    assert faults(found.dark, 4.5, TEXT_PAIRS) == []


@pytest.mark.parametrize("name", PALETTES)
def test_every_palette_can_be_read_by_day_and_by_night(name: str) -> None:
    found = schemes(PALETTES[name])
    for scheme in (found.light, found.dark):
        assert faults(scheme, 4.5, TEXT_PAIRS) == []
        assert faults(scheme, 3.0, MARK_PAIRS) == []
        assert contrast(scheme.ink, scheme.paper) >= 7
    assert luminance(found.light.paper) > 0.75
    assert luminance(found.dark.paper) < 0.03
    palette = PALETTES[name]
    assert (found.light.fill, found.light.brand, found.dark.brand) == (palette.color, palette.color, palette.glow)


def test_the_styles_use_no_pair_of_colours_that_is_not_measured() -> None:
    known = {(one.replace("_", "-"), other.replace("_", "-")) for one, other in TEXT_PAIRS}
    for sheet in sorted((REPOSITORY / "themes").rglob("*.css")):
        for rule in RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)):
            for pair in product(OF_COLOR.findall(rule), OF_GROUND.findall(rule)):
                own = {name for name in pair if name not in {part for one in known for part in one}}
                assert pair in known or own, f"{sheet.name}: {pair}"


def test_palettes_and_their_names_agree() -> None:
    assert {"", *PALETTES} == set(get_args(PaletteName))
    assert len({(one.color, one.paper) for one in PALETTES.values()}) == len(PALETTES) >= 8


def test_the_brands_own_colours_stand_in_for_the_palettes() -> None:
    celadon = PALETTES["celadon"]
    chosen = palette_of(Look(palette="celadon"), Brand(color="#a63d2f"))
    assert chosen == Palette("#a63d2f", celadon.paper, celadon.ink, celadon.night, "#a63d2f")
    found = light(palette_of(DEFAULTS, Brand(color="#a63d2f", paper="#fbfaf7", ink="#1d1b19")))
    assert (found.brand, found.fill, found.paper, found.ink) == ("#a63d2f", "#a63d2f", "#fbfaf7", "#1d1b19")


def test_without_a_night_the_dark_is_the_papers_hue() -> None:
    found = dark(palette_of(DEFAULTS, Brand(paper="#eef5f1")))
    assert luminance(found.paper) < 0.03
    assert luminance(found.ink) > 0.6
    assert oklch(found.paper)[2] == pytest.approx(oklch("#eef5f1")[2], abs=0.3)
