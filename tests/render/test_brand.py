"""Whatever a brand calls its fonts, the style sheet stays whole; and its mark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config.face import Brand
from mingpian.render.brand import font_families, seal
from mingpian.render.look.palettes import PALETTES, schemes
from mingpian.render.look.properties import DEFAULTS, look_css

COLORS = schemes(PALETTES["cinnabar"])


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
    sheet = look_css(DEFAULTS, COLORS, Brand(heading_font=text))
    plain = look_css(DEFAULTS, COLORS, Brand())
    bare, before = (re.sub(r'"[^"{};\\<>]*"', "", one) for one in (sheet, plain))
    assert bare.count(";") <= before.count(";") + 1
    assert sheet.count("{") == plain.count("{")


def test_the_seal_shows_the_first_character_and_escapes_it() -> None:
    assert ">木</text>" in seal("木匠铺", COLORS.light)
    assert "&lt;" in seal("<b>", COLORS.light)
