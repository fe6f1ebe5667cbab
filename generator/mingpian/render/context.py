"""What a format works with: questions, the theme's environment, the content folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mingpian.queries.facade import Queries
from mingpian.render.assets import Assets
from mingpian.render.drawing.text_layout import Font
from mingpian.render.theme import Theme
from mingpian.site.charset import FontFace

if TYPE_CHECKING:
    from jinja2 import Environment


class RenderContext(msgspec.Struct, frozen=True):
    """Everything that rendering may use. Whatever it holds besides `queries` is part of every output's key."""

    queries: Queries
    theme: Theme
    environment: "Environment"
    assets: Assets
    read: Callable[[str], bytes]  # bytes of a file below content/; raises OSError
    diagram: Callable[[str], bytes]  # the SVG of a diagram's text; nothing where none is drawn
    cache: Path  # folder for what is costly to make
    font: Font | None = None  # for pictures
    faces: tuple[FontFace, ...] = ()  # that are published
