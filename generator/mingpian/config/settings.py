"""site.toml -> SiteConfig: every setting typed, checked and documented in one place."""

from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from mingpian.config.outputs import Deploy, Feeds, Images, Signals
from mingpian.config.services import Analytics, Comments, missing_settings
from mingpian.core.codes import Code
from mingpian.core.diagnostics import Diagnostic
from mingpian.schema import read as schema
from mingpian.schema import toml_data
from mingpian.schema.decoding import decode
from mingpian.schema.fields import Color, Email, File, Lang, Link, Member, Prose, Text, Url, Zone
from mingpian.schema.located import UnreadableError, span_at
from mingpian.schema.records import Audience, LinkTo

CONFIG_FILE = "site.toml"
MAX_BYTES = 1024 * 1024


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
    logo: File = ""
    """Picture in the content folder; the site's first character is drawn when left out."""
    voice: Text = ""
    """The line that says what the site stands for."""
    values: tuple[Text, ...] = ()
    """What the site holds to."""


class MenuItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the main menu."""

    label: Text = ""
    """Words of the item."""
    url: Link = ""
    """Where it leads: a path on this site, or an address."""
    lang: Lang = ""
    """Language in whose pages it stands; all, when left out."""


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


class Search(msgspec.Struct, frozen=True):
    """The search page."""

    enabled: bool = True
    """`false`: no search page and no index."""


class Privacy(msgspec.Struct, frozen=True):
    """What is said about people."""

    contact: Audience = "host"
    """Audience of contact fields that state none."""


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


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of a site."""

    title: Text = ""
    """Title of the site."""
    base_url: Url = "http://localhost:8000/"
    """Address of the site's root, with its sub-path if it has one."""
    description: Prose = ""
    """One or two sentences on what the site is."""
    owner: Member = ""
    """The member whose site it is; the only member, when there is one."""
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
    without: tuple[Text, ...] = ()
    """Output formats that are not made, such as `qr`, `vcard` or `llms`."""
    brand: Brand = Brand()
    """Brand."""
    menu: tuple[MenuItem, ...] = ()
    """Main menu; made from what the site has when left out."""
    links: tuple[LinkTo, ...] = ()
    """Accounts of the site on platforms; the owner's when left out."""
    email: Email = ""
    """Public address of the site, for feeds and `security.txt`."""
    permalinks: dict[str, Text] = {}
    """URL patterns by kind, of `{slug}`, `{year}`, `{month}`, `{day}`, `{section}`."""
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


_AS_SETTING: dict[Code, Code] = {"unknown-field": "unknown-setting", "missing-field": "missing-setting"}


def load_config(root: Path, base_url: str = "") -> tuple[SiteConfig, list[Diagnostic]]:
    """Read `site.toml` in `root`; `base_url`, if given, stands in for the file's.

    Errors leave defaults in place, so that the rest of the site is checked too.
    """
    try:
        with open(root / CONFIG_FILE, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        hint = "run `mingpian init` to make a site, or go to the folder that has one"
        missing = Diagnostic(
            code="no-site", message=f"cannot read {CONFIG_FILE}: {error.strerror}", file=CONFIG_FILE, hints=(hint,)
        )
        return SiteConfig(), [missing]
    config, problems = parse_config(data)
    if base_url:
        config = _tidied(msgspec.structs.replace(config, base_url=base_url))
    return config, problems


def parse_config(data: bytes) -> tuple[SiteConfig, list[Diagnostic]]:
    """Check the bytes of a site.toml."""
    if len(data) > MAX_BYTES:
        return SiteConfig(), [
            Diagnostic(code="too-large", message=f"{CONFIG_FILE} is larger than 1 MiB", file=CONFIG_FILE)
        ]
    text, diagnostics = decode(data, CONFIG_FILE)
    if text is None:
        return SiteConfig(), diagnostics
    try:
        located = toml_data.load(text)
    except UnreadableError as error:
        return SiteConfig(), [*diagnostics, *(fault.diagnostic(CONFIG_FILE, text) for fault in error.faults)]
    config, problems = schema.read_struct(SiteConfig, located.data)
    wrong = [problem.path for problem in problems]
    problems += [one for one in _contradictions(config) if not any(path[: len(one.path)] == one.path for path in wrong)]
    diagnostics += [
        Diagnostic(
            code=_AS_SETTING.get(problem.code, problem.code),
            message=problem.message.replace("unknown field", "unknown setting"),
            file=CONFIG_FILE,
            span=span_at(text, located.place_of(problem.path)),
            hints=problem.hints,
        )
        for problem in problems
    ]
    return _tidied(config), diagnostics


def _contradictions(config: SiteConfig) -> list[schema.Problem]:
    """Find what each setting alone allows but all together do not."""
    from mingpian.core.diagnostics import did_you_mean

    def problem(message: str, *path: str | int, hints: tuple[str, ...] = ()) -> schema.Problem:
        return schema.Problem("bad-value", path, message, hints)

    problems: list[schema.Problem] = []
    if not config.title:
        problems.append(problem("`title` is missing", "title", hints=('write title = "…"',)))
    if not config.languages:
        problems.append(problem("`languages` is empty", "languages", hints=('write languages = ["zh-Hans"]',)))
    if not 1 <= config.page_size <= 1000:
        problems.append(problem("`page_size` is not between 1 and 1000", "page_size"))
    if not 0 <= config.feeds.limit <= 1000:
        problems.append(problem("`feeds.limit` is not between 0 and 1000", "feeds", "limit"))
    problems += [
        problem(f"`{name}` is not among `languages`", "translations", name, hints=did_you_mean(name, config.languages))
        for name in config.translations
        if name not in config.languages
    ]
    for table, settings in (("comments", config.comments), ("analytics", config.analytics)):
        problems += [
            problem(message, *path, hints=(hint,)) for message, path, hint in missing_settings(table, settings)
        ]
    if config.comments.provider == "mail" and not config.email:
        problems.append(problem("`email` is missing: comments by mail need it", "comments", "provider"))
    return problems


def _tidied(config: SiteConfig) -> SiteConfig:
    base = config.base_url.split("#")[0].split("?")[0].rstrip("/") + "/"
    return msgspec.structs.replace(config, base_url=base, languages=config.languages or ("zh-Hans",))
