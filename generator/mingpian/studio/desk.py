"""What the studio works with: where the site is, what it has, and what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from markupsafe import Markup

from mingpian.config.load import load_config
from mingpian.config.settings import SiteConfig
from mingpian.content.extensions import load_extensions
from mingpian.content.kind import Kind
from mingpian.content.kinds import kinds
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText, Language, _, clauses, translate
from mingpian.schema.docstrings import field_docs
from mingpian.schema.fields import Term
from mingpian.schema.shapes import Shape, record_of, shape_of

STUDIO = "/.mingpian/studio/"


class ListedEntry(msgspec.Struct, frozen=True, array_like=True):
    """An entry of the preview. `state` is "draft", "scheduled", "expired", or nothing for what is published."""

    state: str
    kind: str
    lang: str
    title: str
    url: str  # below the site's root
    source: str  # below content/
    slug: str


class SiteIndex(msgspec.Struct, frozen=True, array_like=True):
    """What the site has: its entries, and its topics by their names."""

    entries: tuple[ListedEntry, ...] = ()
    topics: tuple[str, ...] = ()
    matches: int = 0  # that are still to be decided

    @property
    def unpublished(self) -> tuple[ListedEntry, ...]:
        """What only the preview shows."""
        return tuple(one for one in self.entries if one.state)

    def at(self, source: str) -> ListedEntry | None:
        """Return the entry of a file below content/."""
        return next((one for one in self.entries if one.source == source), None)


class Desk(msgspec.Struct, frozen=True):
    """The studio of one site. `token` is known to pages of ours alone; whoever sends it means what they do."""

    root: Path
    token: str
    lang: Language
    index: Callable[[], SiteIndex]
    problems: Callable[[], tuple[Diagnostic, ...]]
    now: Callable[[], int]  # seconds since 1970-01-01T00:00Z
    base_path: str = "/"

    def words(self, text: AnyText) -> str:
        """Return a text of ours in the language of whoever is at the desk."""
        return translate(text, self.lang)


class KindForm(msgspec.Struct, frozen=True):
    """What a form has to know of a kind of entry: its fields, those of the site's taxonomies among them."""

    kind: Kind
    fields: dict[str, Shape]
    docs: dict[str, str]


def settings_of(desk: Desk) -> SiteConfig:
    """Return the site's settings; what kinds its extensions add are known from now on, in this thread."""
    config, _problems = load_config(desk.root)
    load_extensions(desk.root, config.extensions)
    return config


def form_of(name: str, config: SiteConfig) -> KindForm | None:
    """Return what a form of a kind shows; None when there is no such kind."""
    kind = kinds().get(name)
    if kind is None:
        return None
    added = {one: shape_of(tuple[Term, ...]) for one in config.taxonomies}
    titles = {one: taxonomy.title or one for one, taxonomy in config.taxonomies.items()}
    return KindForm(kind, {**record_of(kind.fields).fields, **added}, {**field_docs(kind.fields), **titles})


def page(desk: Desk, title: str, body: Markup, *, wide: bool = False) -> bytes:
    """Return a page of the studio."""
    links = Markup(" ").join(
        Markup('<a href="{}{}"{}>{}</a>').format(
            STUDIO, path, Markup(' aria-current="page"') if desk.words(word) == title else "", desk.words(word)
        )
        for path, word in MENU
    )
    return (
        Markup(
            '<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<link rel="stylesheet" href="{studio}studio.css"><script src="{studio}studio.js" defer></script></head>\n'
            '<body class="{kind}"><header><a href="{site}">{home}</a><nav>{links}</nav></header>\n'
            "<main><h1>{title}</h1>\n{body}</main></body></html>\n"
        )
        .format(
            lang="zh-Hans" if desk.lang == "zh" else "en",
            title=title,
            studio=STUDIO,
            kind="wide" if wide else "",
            site=desk.base_path,
            home=desk.words(_("To the site")),
            links=links,
            body=body,
        )
        .encode()
    )


def hidden(desk: Desk, **values: str) -> Markup:
    """Return the inputs that go along with every form: the token, and what it is about."""
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(f"_{name}", value)
        for name, value in {"token": desk.token, **values}.items()
    )


def told(desk: Desk, item: Diagnostic) -> Markup:
    """Return what is wrong, and the way out; what stands between backticks is code."""
    parts = enumerate(desk.words(clauses((item.message, *item.hints))).split("`"))
    return Markup("").join(Markup("<code>{}</code>" if at % 2 else "{}").format(part) for at, part in parts)


MENU = (
    ("", _("Entries")),
    ("desk", _("Desk")),
    ("look", _("Look")),
    ("settings", _("Settings")),
    ("publish", _("Publish")),
)
