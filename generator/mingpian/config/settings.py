"""site.toml -> SiteConfig: every setting typed, checked and documented in one place."""

from pathlib import Path
from typing import ClassVar, Literal, TypeVar

import msgspec

from mingpian.config.outputs import Deploy, Feeds, Images, Signals
from mingpian.config.services import Analytics, Comments, missing_settings
from mingpian.config_face import Brand, Footer, MenuItem, Translation
from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import Diagnostic, FieldPath
from mingpian.i18n import AnyText, _
from mingpian.schema import read as schema
from mingpian.schema import toml_data
from mingpian.schema.decoding import decode
from mingpian.schema.fields import Email, File, Lang, Member, Prose, Text, Url, Zone, clipped
from mingpian.schema.languages import matched
from mingpian.schema.located import UnreadableError, span_at
from mingpian.schema.records import Audience, LinkTo
from mingpian.schema.shapes import Record, record_of

T = TypeVar("T")
CONFIG_FILE = "site.toml"
MAX_BYTES = 1024 * 1024
MOST_WIDTHS = 8


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


_AS_SETTING: dict[Code, Code] = {"unknown-field": "unknown-setting", "missing-field": "missing-setting"}


def load_config(root: Path, base_url: str = "") -> tuple[SiteConfig, list[Diagnostic]]:
    """Read `site.toml` in `root`; `base_url`, if given, stands in for the file's.

    Errors leave defaults in place, so that the rest of the site is checked too.
    """
    try:
        with open(root / CONFIG_FILE, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        hint = _("run `mingpian init` to make a site, or go to the folder that has one")
        missing = Diagnostic(
            code="no-site",
            message=_("cannot read {file}: {reason}", file=CONFIG_FILE, reason=error.strerror),
            file=CONFIG_FILE,
            hints=(hint,),
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
            Diagnostic(code="too-large", message=_("{file} is larger than 1 MiB", file=CONFIG_FILE), file=CONFIG_FILE)
        ]
    text, diagnostics = decode(data, CONFIG_FILE)
    if text is None:
        return SiteConfig(), diagnostics
    try:
        located = toml_data.load(text)
    except UnreadableError as error:
        return SiteConfig(), [*diagnostics, *(fault.diagnostic(CONFIG_FILE, text) for fault in error.faults)]
    config, problems = schema.read_struct(SiteConfig, located.data)
    config = _by_language(config)
    wrong = [problem.path for problem in problems]
    if located.data.get("trusted") == []:
        hint = _('leave it out, or name a folder: trusted = ["essays/"]; your own profile is trusted anyway')
        problems.append(schema.Problem("bad-value", ("trusted",), _("`trusted` names nothing"), (hint,)))
    problems += [one for one in _contradictions(config) if not any(path[: len(one.path)] == one.path for path in wrong)]
    problems = [_weighed(problem) for problem in problems]
    diagnostics += [
        Diagnostic(
            code=_AS_SETTING.get(problem.code, problem.code),
            message=problem.message,
            file=CONFIG_FILE,
            span=span_at(text, located.place_of(problem.path)),
            hints=problem.hints,
            severity=problem.severity,
        )
        for problem in problems
    ]
    return _tidied(config), diagnostics


def _by_language(config: SiteConfig) -> SiteConfig:
    """Return the settings whose tables by language have the site's own spelling of each."""

    def spelled(table: dict[str, T]) -> dict[str, T]:
        return {matched(name, config.languages) or name: value for name, value in table.items()}

    menu = tuple(msgspec.structs.replace(one, lang=next(iter(spelled({one.lang: 0})))) for one in config.menu)
    translations, variants = spelled(config.translations), spelled(config.variants)
    return msgspec.structs.replace(config, menu=menu, translations=translations, variants=variants)


def gravity(path: FieldPath, code: Code = "bad-value") -> Severity:
    """Return how grave it is when the setting at `path` is wrong, or unknown."""
    from mingpian.core.diagnostics import nearest

    name = str(path[0]) if path else ""
    if code == "unknown-field" and len(path) == 1:
        name = nearest(name, SiteConfig.guards) or ""
    return "error" if name in SiteConfig.guards else "warning"


def _weighed(problem: schema.Problem) -> schema.Problem:
    """Say how grave a problem is; and of a setting below the wrong table, where it belongs."""
    message, hints = problem.message, problem.hints
    if problem.code == "unknown-field":
        name = str(problem.path[-1])
        hints = _belongs(name, problem.path) or hints
        message = _("unknown setting `{name}`", name=clipped(name))
    return msgspec.structs.replace(problem, message=message, hints=hints, severity=gravity(problem.path, problem.code))


def _belongs(name: str, path: FieldPath) -> tuple[AnyText, ...]:
    """Say in which table a setting belongs that is unknown where it stands. In TOML all that follows `[table]` is of
    that table."""
    top = record_of(SiteConfig).fields
    if len(path) > 1 and name in top:
        return (
            _(
                "`{name}` belongs to no table: write it above the first `[…]`; below `[{path}]` it is one of its",
                name=name,
                path=path[0],
            ),
        )
    tables = [table for table, shape in top.items() if isinstance(shape, Record) and name in shape.fields]
    return (
        (_("`{name}` belongs below `[{table}]`", name=name, table=tables[0]),)
        if len(tables) == 1 and tables[0] != path[0]
        else ()
    )


def _contradictions(config: SiteConfig) -> list[schema.Problem]:
    """Find what each setting alone allows but all together do not."""
    from mingpian.core.diagnostics import did_you_mean

    def problem(message: AnyText, *path: str | int, hints: tuple[AnyText, ...] = ()) -> schema.Problem:
        return schema.Problem("bad-value", path, message, hints)

    problems: list[schema.Problem] = []
    if not config.title:
        problems.append(problem(_("`title` is missing"), "title", hints=(_('write title = "…"'),)))
    if not config.languages:
        problems.append(problem(_("`languages` is empty"), "languages", hints=(_('write languages = ["zh-Hans"]'),)))
    if not 1 <= config.page_size <= 1000:
        problems.append(problem(_("`page_size` is not between 1 and 1000"), "page_size"))
    if not 0 <= config.feeds.limit <= 1000:
        problems.append(problem(_("`feeds.limit` is not between 0 and 1000"), "feeds", "limit"))
    if len(config.images.widths) > MOST_WIDTHS or not all(16 <= width <= 4096 for width in config.images.widths):
        message = _("`widths` are at most {most} numbers from 16 to 4096", most=MOST_WIDTHS)
        problems.append(problem(message, "images", "widths"))
    problems += [
        problem(
            _("`{name}` is not among `languages`", name=name),
            "translations",
            name,
            hints=did_you_mean(name, config.languages),
        )
        for name in config.translations
        if name not in config.languages
    ]
    for table, settings in (("comments", config.comments), ("analytics", config.analytics)):
        problems += [
            problem(message, *path, hints=(hint,)) for message, path, hint in missing_settings(table, settings)
        ]
    if config.comments.provider == "mail" and not config.email:
        problems.append(problem(_("`email` is missing: comments by mail need it"), "comments", "provider"))
    return problems


def _tidied(config: SiteConfig) -> SiteConfig:
    """Return the settings with what cannot be so put right."""
    base = config.base_url.split("#")[0].split("?")[0].rstrip("/") + "/"
    feeds = config.feeds if 0 <= config.feeds.limit <= 1000 else msgspec.structs.replace(config.feeds, limit=20)
    widths = tuple(width for width in config.images.widths if 16 <= width <= 4096)[:MOST_WIDTHS]
    return msgspec.structs.replace(
        config,
        title=config.title or config.host,
        base_url=base,
        languages=config.languages or ("zh-Hans",),
        page_size=min(max(config.page_size, 1), 1000),
        feeds=feeds,
        images=msgspec.structs.replace(config.images, widths=widths),
    )
