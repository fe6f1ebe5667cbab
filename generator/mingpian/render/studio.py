"""What a format works with: questions, the theme's environment, the content folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mingpian.model.letters import Face
from mingpian.render.ask import Ask
from mingpian.render.assets import Assets
from mingpian.render.lettering import Font
from mingpian.render.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment


class Studio(msgspec.Struct, frozen=True):
    """Everything that rendering may use. Whatever it holds besides `ask` is part of every output's key."""

    ask: Ask
    theme: Theme
    environment: "Environment"
    assets: Assets
    read: Callable[[str], bytes]  # bytes of a file below content/; raises OSError
    cache: Path  # folder for what is costly to make
    font: Font | None = None  # for pictures
    faces: tuple[Face, ...] = ()  # that are published
