"""Settings of what every page shows: the brand, the menu, the foot, and the site's own words by language."""

from typing import ClassVar

import msgspec

from mingpian.schema.fields import Color, Lang, Link, PictureFile, Prose, Text


class Brand(msgspec.Struct, frozen=True):
    """The face of the site."""

    color: Color = "#8a3324"
    """Main colour: links, buttons, the mark. Contrast is kept by lightening or darkening it where needed."""
    paper: Color = "#fbfaf7"
    """Background of the light scheme."""
    ink: Color = "#1d1b19"
    """Text of the light scheme."""
    heading_font: Text = ""
    """CSS font families for headings, before the theme's own; or font files in `fonts/`, with `fonts = "subset"`."""
    body_font: Text = ""
    """CSS font families or font files for text; several weights of a font are several files."""
    code_font: Text = ""
    """CSS font families or font files for code."""
    logo: PictureFile = ""
    """Picture in the content folder; the site's first character is drawn when left out."""
    voice: Text = ""
    """The line that says what the site stands for."""
    values: tuple[Text, ...] = ()
    """What the site holds to."""


class MenuItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the main menu."""

    required: ClassVar[tuple[str, ...]] = ("label", "url")

    label: Text = ""
    """Words of the item."""
    url: Link = ""
    """Where it leads: a path on this site, or an address."""
    lang: Lang = ""
    """Language in whose pages it stands; all, when left out."""


class Footer(msgspec.Struct, frozen=True):
    """The foot of every page."""

    text: Prose = ""
    """Words of your own."""
    icp: Text = ""
    """ICP filing number (ICP 备案号), linked to the ministry's register."""
    gongan: Text = ""
    """Public security filing number (公安备案号), linked to its register."""


class Translation(msgspec.Struct, frozen=True):
    """The site's words in one more language."""

    title: Text = ""
    """Title of the site."""
    description: Prose = ""
    """Description of the site."""
    voice: Text = ""
    """The brand's line."""
    footer: Prose = ""
    """Words of your own at the foot."""
