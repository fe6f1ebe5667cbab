"""Thumbnails of themes: one for each that ships, in its colours; a site's own theme has that of the one it inherits."""

from pathlib import Path

import pytest

from mingpian.render.look.palettes import PALETTES
from mingpian.render.look.thumbnails import ROLES, thumbnail
from mingpian.render.theme import known_themes, load_theme

NOWHERE = Path("/nonexistent")


@pytest.mark.parametrize("name", known_themes(NOWHERE))
def test_every_theme_that_ships_has_a_thumbnail_that_a_terminal_can_draw(name: str) -> None:
    theme = load_theme(NOWHERE, name)[0]
    rows = next(layer for layer in theme.layers if layer.name == name).settings.thumbnail
    assert len(rows) % 2 == 0 and {len(row) for row in rows} == {24}, "three in a line of 80 characters"
    assert {square for row in rows for square in row} <= set(ROLES)
    assert len({color for row in thumbnail(theme) for color in row}) >= 4


def test_a_theme_of_a_site_has_that_of_the_one_it_inherits_from_in_its_own_colours(tmp_path: Path) -> None:
    own = tmp_path / "themes/own/theme.toml"
    own.parent.mkdir(parents=True)
    own.write_text('inherits = "default"\n[look]\npalette = "plum"\n', encoding="utf-8")
    drawn = thumbnail(load_theme(tmp_path, "own")[0])
    assert PALETTES["plum"].paper in drawn[0] and len(drawn) == len(thumbnail(load_theme(tmp_path, "default")[0]))
    own.write_text('inherits = "default"\nthumbnail = ["#?", "~"]\n', encoding="utf-8")
    (first, second) = thumbnail(load_theme(tmp_path, "own")[0])
    assert first[1] == second[1] == PALETTES["cinnabar"].paper, "what is missing, or means nothing, is paper"
