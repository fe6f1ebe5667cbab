"""What of the configuration the reading of one file depends on."""

import msgspec

from mingpian.content import markdown
from mingpian.content.charset import VariantSettings
from mingpian.content.trust.zones import Trust


class Settings(msgspec.Struct, frozen=True):
    """What of the configuration the reading of one file depends on."""

    languages: tuple[str, ...]
    trust: Trust
    timezone: str
    engine: markdown.Engine
    extensions: tuple[str, ...]
    taxonomies: tuple[str, ...]
    contact: str
    letters: VariantSettings | None = None  # wanted of each body, for fonts
