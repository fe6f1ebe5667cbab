"""People without a portrait are told apart by colours that go with their site's, and can be read."""

from __future__ import annotations

from math import degrees

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingpian.config.face import Brand
from mingpian.render.look.colors import contrast, oklch
from mingpian.render.look.palettes import PALETTES, Scheme, palette_of, schemes
from mingpian.render.look.properties import DEFAULTS, look_css
from mingpian.render.look.tints import COUNT, tint, tints

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def apart(scheme: Scheme, color: str) -> float:
    """Degrees between the hues of a colour and of the site's."""
    away = abs(degrees(oklch(color)[2] - oklch(scheme.brand)[2])) % 360
    return min(away, 360 - away)


@given(COLORS, COLORS, COLORS)
@example("#ffff00", "#ffffff", "#eeeeee")
@example("#000000", "#000000", "#000000")
def test_a_monogram_can_be_read_in_the_colours_of_every_brand(color: str, paper: str, ink: str) -> None:
    found = schemes(palette_of(DEFAULTS, Brand(color=color, paper=paper, ink=ink)))
    for scheme in (found.light, found.dark):
        assert all(contrast(ground, text) >= 4.5 for ground, text in tints(scheme))


@pytest.mark.parametrize("name", PALETTES)
def test_tints_go_with_the_palette_and_differ(name: str) -> None:
    found = schemes(PALETTES[name])
    for scheme in (found.light, found.dark):
        grounds = [ground for ground, _ in tints(scheme)]
        assert len(set(grounds)) == COUNT
        for ground in grounds:
            strength = oklch(ground)[1]
            assert strength <= oklch(scheme.brand)[1] + 0.005
            assert strength < 0.01 or apart(scheme, ground) <= 36
            assert contrast(ground, scheme.paper) > 1.05


def test_a_name_has_one_colour_by_day_and_by_night() -> None:
    assert tint("陆闻溪") == tint("陆闻溪")
    assert len({tint(f"member {number}") for number in range(200)}) == COUNT
    sheet = look_css(DEFAULTS, schemes(PALETTES["celadon"]), Brand())
    assert [sheet.count(f".tint-{number}{{--tint:#") for number in range(COUNT)] == [2] * COUNT
