"""Whatever colours a brand has, its pages can be read; whatever it calls its fonts, the style sheet stays whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingpian.config.face import Brand
from mingpian.render import brand
from mingpian.render.brand import Scheme, contrast, font_families, from_oklch, legible, oklch

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
WCAG_PAIRS = [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)]


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


def faults(scheme: Scheme) -> list[str]:
    """The pairs of text and background that cannot be read."""
    papers = {"paper": scheme.paper, "surface": scheme.surface, "raised": scheme.raised}
    texts = {"ink": scheme.ink, "muted": scheme.muted, "brand": scheme.brand}
    pairs = {f"{t} on {p}": (text, paper) for t, text in texts.items() for p, paper in papers.items()}
    pairs["button"] = (scheme.on_fill, scheme.fill)
    return [name for name, pair in pairs.items() if contrast(*pair) < 4.5]


@given(COLORS, COLORS, COLORS)
@example("#ffff00", "#ffffff", "#eeeeee")
@example("#000000", "#000000", "#000000")
def test_every_text_of_every_brand_can_be_read(color: str, paper: str, ink: str) -> None:
    schemes = brand.schemes(Brand(color=color, paper=paper, ink=ink))
    assert faults(schemes.light) == []
    assert faults(schemes.dark) == []


def test_the_brands_own_colours_are_kept_where_they_can_be_read() -> None:
    found = brand.light(Brand(color="#a63d2f", paper="#fbfaf7", ink="#1d1b19"))
    assert (found.brand, found.fill, found.paper, found.ink) == ("#a63d2f", "#a63d2f", "#fbfaf7", "#1d1b19")


def test_dark_is_dark() -> None:
    found = brand.dark(Brand())
    assert brand.luminance(found.paper) < 0.03
    assert brand.luminance(found.ink) > 0.6


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("Songti SC, serif", '"Songti SC", serif'),
        ("'LXGW WenKai', \"Noto Serif\"", '"LXGW WenKai", "Noto Serif"'),
        ("方正书宋, ,", '"方正书宋"'),
        ("x; } body { background: url(//evil.example)", '"x  body  background urlevil.example"'),
        ("</style><script>", '"stylescript"'),
        ("", ""),
    ],
)
def test_font_names_cannot_leave_their_place(written: str, cleaned: str) -> None:
    assert font_families("body", written) == cleaned


@given(st.text())
def test_no_font_name_ends_a_declaration(text: str) -> None:
    sheet = brand.css(Brand(heading_font=text))
    plain = brand.css(Brand())
    assert re.sub(r'"[^"{};\\<>]*"', "", sheet).count(";") <= plain.count(";") + 1
    assert sheet.count("{") == plain.count("{")


def test_the_seal_shows_the_first_character_and_escapes_it() -> None:
    light = brand.light(Brand())
    assert ">木</text>" in brand.seal("木匠铺", light)
    assert "&lt;" in brand.seal("<b>", light)
