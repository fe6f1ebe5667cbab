"""theme.toml: what a theme says of itself, and the settings that hold where site.toml states none."""

import msgspec

from mingpian.config.face import Home, Look
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.schema import read as schema
from mingpian.schema.fields import Text
from mingpian.schema.toml_file import read_toml

FILE = "theme.toml"
DEFAULT = "default"


class ThemeSettings(msgspec.Struct, frozen=True):
    """What a theme's file states."""

    title: Text = ""
    """Name of the theme."""
    inherits: Text = ""
    """Theme whose files stand in for those that this one does not have."""
    look: Look = Look()
    """Look, as far as the site leaves it to the theme."""
    home: Home = Home()
    """Front page, as far as the site leaves it to the theme."""
    thumbnail: tuple[Text, ...] = ()
    """Front page in squares, row by row, for those who choose: `.` paper, `~` tinted ground, `r` what lies on it, `#`
    title, `-` text, `o` picture, `=` colour."""


def parse_settings(data: bytes, shown: str) -> tuple[ThemeSettings, list[Diagnostic]]:
    """Check the bytes of a theme.toml, which messages call `shown`; one that cannot be read inherits from `default`."""
    file, problems = read_toml(data, shown)
    if file is None:
        return ThemeSettings(inherits=DEFAULT), [_bad(one) for one in problems]
    settings, wrong = schema.read_struct(ThemeSettings, file.data)
    if any(problem.path == ("inherits",) for problem in wrong):
        settings = msgspec.structs.replace(settings, inherits=DEFAULT)
    return settings, file.diagnostics(msgspec.structs.replace(one, code="bad-theme", severity="error") for one in wrong)


def _bad(one: Diagnostic) -> Diagnostic:
    message = _("cannot read it as TOML: {error}", error=one.message)
    return msgspec.structs.replace(one, code="bad-theme", message=message)
