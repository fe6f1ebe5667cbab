"""The thumbnail of a theme: its front page in some twenty squares by a dozen, in the theme's own colours.

A theme states it in its theme.toml, a letter a square; one that states none has that of the theme it inherits from.
"""

from mingpian.config.face import Brand
from mingpian.render.look.palettes import Scheme, palette_of, schemes
from mingpian.render.look.properties import completed
from mingpian.render.theme import Theme

ROLES = {".": "paper", "~": "wash", "r": "raised", "#": "ink", "-": "muted", "o": "line", "=": "fill"}
"""What each letter of a thumbnail stands for: a colour of a scheme."""


def thumbnail(theme: Theme) -> list[list[str]]:
    """Return the colours (`#rrggbb`) of a theme's squares, row by row, all rows equally long; a letter without a
    meaning is paper."""
    rows = next((layer.settings.thumbnail for layer in theme.layers if layer.settings.thumbnail), ())
    scheme = _scheme(theme)
    width = max(map(len, rows), default=0)
    return [[str(getattr(scheme, ROLES.get(square, "paper"))) for square in row.ljust(width, ".")] for row in rows]


def _scheme(theme: Theme) -> Scheme:
    look = completed(*(layer.settings.look for layer in theme.layers))
    both = schemes(palette_of(look, Brand()))
    return both.dark if look.scheme == "dark" else both.light
