"""Settings of what every page shows: the brand, the menu, the foot, and the site's own words by language."""

from typing import ClassVar, Literal

import msgspec

from mingpian.schema.fields import Color, Lang, Link, PictureFile, Prose, Text

PaletteName = Literal[
    "",
    "cinnabar",
    "persimmon",
    "ochre",
    "tea",
    "pine",
    "celadon",
    "lake",
    "indigo",
    "plum",
    "rose",
    "slate",
    "ink",
]
TypeName = Literal["", "book", "serif", "sans", "rounded", "typewriter", "kai"]
CornersName = Literal["", "sharp", "soft", "round"]
DensityName = Literal["", "airy", "regular", "compact"]
WidthName = Literal["", "narrow", "regular", "wide"]
SchemeName = Literal["", "auto", "light", "dark"]
ListStyle = Literal["lines", "cards", "grid", "lead"]


class Look(msgspec.Struct, frozen=True):
    """The look of the site, whatever its theme. What is left out is as the theme has it."""

    palette: PaletteName = ""
    """Colours by day and by night, readable by computation. A colour of `brand` stands in for the palette's."""
    type: TypeName = ""
    """Typefaces, of those that readers' systems have. `book`: titles in a serif (Song), running text as the language is
    used to; `kai`: titles in a Chinese brush hand."""
    corners: CornersName = ""
    """Corners of cards, pictures, buttons and fields."""
    density: DensityName = ""
    """Space between and within what stands on a page."""
    width: WidthName = ""
    """How much of a wide screen a page takes."""
    scheme: SchemeName = ""
    """`auto`: light or dark as the reader's system has it."""
    lists: dict[str, ListStyle] = {}
    """How lists show the entries of a kind: `lines`; `cards`, each with its picture and a few words; `grid`, pictures
    before words; `lead`, the first one large. Where an entry has no picture, one is drawn that says what it is about.
    Members show their faces in all but `lines`; small ones beside their names when left out."""
    switch: bool = False
    """`true`: a button for light, dark, or as the system has it, kept in the reader's browser. It needs a script, and
    `scheme` to be `auto`."""


class Brand(msgspec.Struct, frozen=True):
    """The face of the site."""

    color: Color = ""
    """Main colour: links, buttons, the mark; the palette's when left out. Contrast is kept by lightening or darkening
    it where needed."""
    paper: Color = ""
    """Background of the light scheme; the palette's when left out."""
    ink: Color = ""
    """Text of the light scheme; the palette's when left out."""
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


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One section of the front page."""

    shorthand: ClassVar[str] = "name"
    required: ClassVar[tuple[str, ...]] = ("name",)

    name: Text = ""
    """Which it is: the name of a file in the theme's, or the site's, `templates/sections/`."""
    limit: int = 0
    """How many entries it shows at most; as is usual for them when left out."""


class Home(msgspec.Struct, frozen=True):
    """What the front page is composed of. A section that has nothing to show is not there."""

    hero: Text = ""
    """How it begins: `portrait`, `cover`, `statement` or `bento` show the owner, `community` shows the site and its
    members; or a file of `templates/heroes/`. Sections of the site's own say with `hero` where it stands. When left
    out: the theme's, and `community` on a site without an owner."""
    sections: tuple[Section, ...] = ()
    """Its sections in their order; the theme's when left out."""
    alone: tuple[Section, ...] = ()
    """Its sections while the site has one member; `sections` when left out."""


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
