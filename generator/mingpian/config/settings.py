"""site.toml -> SiteConfig: every setting typed, checked and documented in one place."""

from typing import ClassVar, Literal, TypeVar

import msgspec

from mingpian.config.face import Brand, Footer, Home, Look, MenuItem, Translation
from mingpian.config.outputs import Deploy, Feeds, Images, Signals
from mingpian.config.podcast import Podcast
from mingpian.config.rights import SiteRights
from mingpian.config.services import Analytics, Comments
from mingpian.schema.fields import Email, File, Lang, Member, Prose, Text, Url, Zone
from mingpian.schema.records import Audience, LinkTo

T = TypeVar("T")
CONFIG_FILE = "site.toml"
MAX_BYTES = 1024 * 1024
MOST_WIDTHS = 8
MOST_CARDS = 100  # in one section of the front page


class Taxonomy(msgspec.Struct, frozen=True):
    """A way to group entries, beside tags: its name becomes a field of every kind."""

    shorthand: ClassVar[str] = "title"

    title: Text = ""
    """Title of its pages."""


class Markdown(msgspec.Struct, frozen=True):
    """How text is read."""

    engine: Literal["comrak", "python-markdown"] = "comrak"
    """Markdown engine; an entry may name another."""
    extensions: tuple[Text, ...] = ()
    """Extensions of the engine `python-markdown`."""
    diagrams: bool = True
    """Draw the owner's Mermaid diagrams, where `mmdc` (mermaid-cli) is installed; `false`: show their source."""


class Search(msgspec.Struct, frozen=True):
    """The search page."""

    enabled: bool = True
    """`false`: no search page and no index."""


class Privacy(msgspec.Struct, frozen=True):
    """What is said about people."""

    contact: Audience = "host"
    """Audience of contact fields that state none."""


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of a site."""

    guards: ClassVar[tuple[str, ...]] = (
        "analytics",
        "base_url",
        "comments",
        "deploy",
        "extensions",
        "languages",
        "permalinks",
        "privacy",
        "signals",
        "taxonomies",
        "theme",
        "timezone",
        "trusted",
        "without",
    )
    """Settings that decide who may see what, and where and when it stands: what is wrong with one of them, or may be
    one of them misspelt, is an error. What is wrong with the others costs them alone, and their defaults hold."""

    title: Text = ""
    """Title of the site."""
    base_url: Url = "http://localhost:8000/"
    """Address of the site's root, with its sub-path if it has one."""
    description: Prose = ""
    """One or two sentences on what the site is."""
    owner: Member = ""
    """The member whose site it is, by slug; the only member, when there is one."""
    trusted: tuple[Text, ...] = ()
    """Folders and files below content/ that are the owner's own, such as `essays/` and `pages/about*`: raw HTML and
    scripts count there. When left out, all is the owner's as long as there is one member; then their profile alone."""
    languages: tuple[Lang, ...] = ("zh-Hans",)
    """Languages of the site; the first is the default and has no URL prefix."""
    variants: dict[str, Lang] = {}
    """Variants of Chinese that the build makes of each other where nobody wrote one: `{zh-Hant = "zh-Hans"}`."""
    keep: tuple[Text, ...] = ()
    """Words that no variant changes: names, titles."""
    untranslated: tuple[Text, ...] = ("members", "works", "offers", "events", "circles", "collaborations")
    """Kinds whose entries are also listed in languages that they are not written in."""
    timezone: Zone = "Asia/Shanghai"
    """Time zone of dates that state none (IANA name)."""
    theme: Text = "default"
    """Theme: one that ships with mingpian, or a folder in `themes/`."""
    fonts: Literal["system", "subset"] = "system"
    """`subset`: the font files of `brand` are published, cut to the letters that the site uses."""
    revisions: Literal["none", "dates", "subjects"] = "none"
    """From git, where the site is in it: when entries were changed (`dates`), and also in what words (`subjects`: the
    first lines of commits are published). An entry's `updated` is the last change, unless it states one."""
    page_size: int = 20
    """Entries on one page of a list."""
    feeds: Feeds = Feeds()
    """Feeds."""
    podcast: Podcast = Podcast()
    """Podcast."""
    without: tuple[Text, ...] = ()
    """Output formats that are not made, such as `qr`, `vcard` or `llms`."""
    look: Look = Look()
    """Look."""
    brand: Brand = Brand()
    """Brand."""
    home: Home = Home()
    """Front page."""
    menu: tuple[MenuItem, ...] = ()
    """Main menu; made from what the site has when left out."""
    links: tuple[LinkTo, ...] = ()
    """Accounts of the site on platforms; the owner's when left out."""
    email: Email = ""
    """Public address of the site, for feeds and `security.txt`."""
    permalinks: dict[str, Text] = {}
    """URL patterns by kind, of `{slug}`, `{year}`, `{month}`, `{day}`, `{section}`."""
    redirects: dict[str, Text] = {}
    """Paths at which other pages stood before, such as lists of an old blog, and the pages of this site that they lead
    to: `"/category/tea/" = "/tags/茶/"`. What is a page here stays one; what leads to none is left out."""
    slugs: Literal["unicode", "pinyin", "dated"] = "unicode"
    """Of what `mingpian new` makes an address: the title's own letters, their pinyin, or the day."""
    taxonomies: dict[str, Taxonomy] = {}
    """Ways to group entries, beside tags."""
    markdown: Markdown = Markdown()
    """Text."""
    images: Images = Images()
    """Pictures."""
    search: Search = Search()
    """Search."""
    privacy: Privacy = Privacy()
    """Privacy."""
    rights: SiteRights = SiteRights()
    """Rights: whose the site's entries are, and what may be done with them."""
    comments: Comments = Comments()
    """Comments."""
    analytics: Analytics = Analytics()
    """Analytics."""
    footer: Footer = Footer()
    """Footer."""
    translations: dict[str, Translation] = {}
    """The site's words, by language."""
    signals: Signals = Signals()
    """Small files on request."""
    extensions: tuple[Text, ...] = ()
    """Installed Python packages that add to mingpian as the files in `extensions/` do."""
    topics: File = "topics.toml"
    """File of topics, in the content folder."""
    deploy: dict[str, Deploy] = {}
    """Deploy targets by name."""
    extra: dict[str, Text] = {}
    """Anything else; at hand in templates."""
    strict: bool = False
    """`true`: warnings are errors, as with `--strict`."""

    @property
    def default_lang(self) -> str:
        """The language without a URL prefix."""
        return self.languages[0]

    @property
    def base_path(self) -> str:
        """Path of the base URL; begins and ends with `/`."""
        from urllib.parse import urlsplit

        return urlsplit(self.base_url).path

    @property
    def host(self) -> str:
        """Host of the base URL, without a port."""
        from urllib.parse import urlsplit

        return urlsplit(self.base_url).hostname or ""
