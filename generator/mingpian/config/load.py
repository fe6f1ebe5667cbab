"""site.toml, read: its settings, what is wrong with them, and how grave that is."""

from pathlib import Path
from typing import TypeVar

import msgspec

from mingpian.config.face import Home
from mingpian.config.services import missing_settings
from mingpian.config.settings import CONFIG_FILE, MAX_BYTES, MOST_CARDS, MOST_WIDTHS, SiteConfig
from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import Diagnostic, FieldPath
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign
from mingpian.schema import read as schema
from mingpian.schema.invalid import clipped
from mingpian.schema.languages import matched
from mingpian.schema.shapes import Record, record_of
from mingpian.schema.toml_file import read_toml

T = TypeVar("T")

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
            message=_("cannot read {file}: {reason}", file=CONFIG_FILE, reason=foreign(error.strerror)),
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
    file, diagnostics = read_toml(data, CONFIG_FILE)
    if file is None:
        return SiteConfig(), diagnostics
    config, problems = schema.read_struct(SiteConfig, file.data)
    config = _by_language(config)
    wrong = [problem.path for problem in problems]
    if file.data.get("trusted") == []:
        hint = _('leave it out, or name a folder: trusted = ["essays/"]; your own profile is trusted anyway')
        problems.append(schema.Problem("bad-value", ("trusted",), _("`trusted` names nothing"), (hint,)))
    problems += [one for one in _contradictions(config) if not any(path[: len(one.path)] == one.path for path in wrong)]
    return _tidied(config), diagnostics + file.diagnostics([*map(_weighed, problems), *_repeated(config.languages)])


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
    code, severity = _AS_SETTING.get(problem.code, problem.code), gravity(problem.path, problem.code)
    return schema.Problem(code, problem.path, message, hints, severity)


def _belongs(name: str, path: FieldPath) -> tuple[AnyText, ...]:
    """Say in which table a setting belongs that is unknown where it stands. In TOML all that follows `[table]` is of
    that table."""
    top = record_of(SiteConfig).fields
    if len(path) == 3 and path[0] == "deploy":
        return (_("what a place takes stands in braces: {setting}", setting=f'options = {{{name} = "…"}}'),)
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
    problems += _unbearable(config.home)
    if config.comments.provider == "mail" and not config.email:
        problems.append(problem(_("`email` is missing: comments by mail need it"), "comments", "provider"))
    return problems


def _repeated(languages: tuple[str, ...]) -> list[schema.Problem]:
    """Find the languages that are stated again, in whatever spelling: nothing is lost without them."""
    return [
        schema.Problem(
            "bad-value",
            ("languages", place),
            _("`languages` has `{lang}` twice", lang=lang),
            (_("delete one of them; the site is built in it once"),),
        )
        for place, lang in enumerate(languages)
        if lang in languages[:place]
    ]


def _unbearable(home: Home) -> list[schema.Problem]:
    """Find the sections of the front page that would show more than a page can bear."""
    lists = {"sections": home.sections, "alone": home.alone}
    return [
        schema.Problem("bad-value", ("home", name, place), _("`limit` is not between 1 and {most}", most=MOST_CARDS))
        for name, sections in lists.items()
        for place, section in enumerate(sections)
        if not 0 <= section.limit <= MOST_CARDS
    ]


def _tidied(config: SiteConfig) -> SiteConfig:
    """Return the settings with what cannot be so put right."""
    base = config.base_url.split("#")[0].split("?")[0].rstrip("/") + "/"
    feeds = config.feeds if 0 <= config.feeds.limit <= 1000 else msgspec.structs.replace(config.feeds, limit=20)
    widths = tuple(width for width in config.images.widths if 16 <= width <= 4096)[:MOST_WIDTHS]
    return msgspec.structs.replace(
        config,
        title=config.title or config.host,
        base_url=base,
        languages=tuple(dict.fromkeys(config.languages)) or ("zh-Hans",),
        page_size=min(max(config.page_size, 1), 1000),
        feeds=feeds,
        images=msgspec.structs.replace(config.images, widths=widths),
    )
