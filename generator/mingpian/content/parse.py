"""One file's bytes -> an entry, or diagnostics. Total: any bytes at all give one or the other."""

import functools
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.config import SiteConfig
from mingpian.content import frontmatter, markdown
from mingpian.content.direction import turned
from mingpian.content.entry import Entry, Parsed
from mingpian.content.frontmatter import FrontMatter
from mingpian.content.kind import Common, Kind, Titled
from mingpian.content.kinds import kinds
from mingpian.content.letters import Variants, letters_of
from mingpian.content.naming import Name, name_of
from mingpian.content.trust import NAME_IT, Trust, stated_zone, trust_of, without_owners
from mingpian.core.diagnostics import Diagnostic, Span, capped
from mingpian.schema import read as schema
from mingpian.schema.dates import seconds
from mingpian.schema.decoding import decode
from mingpian.schema.fields import Text
from mingpian.schema.located import Unreadable, span_at

MAX_BYTES = 2 * 1024 * 1024  # of one entry: War and Peace has 3.2 MB

_MILD = frozenset({"no-audience", "not-trusted"})  # what is wrong and spoils nothing
_HEADING = re.compile(r"\s*#[ \t]+([^\n]+)(?:\n|$)")


class Settings(msgspec.Struct, frozen=True):
    """What of the configuration the reading of one file depends on."""

    languages: tuple[str, ...]
    trust: Trust
    timezone: str
    engine: markdown.Engine
    extensions: tuple[str, ...]
    taxonomies: tuple[str, ...]
    contact: str
    letters: Variants | None = None  # wanted of each body, for fonts


def settings_of(config: SiteConfig, paths: Iterable[str] = (), unlisted: Iterable[str] = ()) -> Settings:
    """Return the part of the configuration that parsing depends on. `paths` are the files below content/: how many
    members there are decides what is the owner's. `unlisted` are those that could not be looked at."""
    return Settings(
        config.languages,
        trust_of(config, paths, unlisted),
        config.timezone,
        config.markdown.engine,
        config.markdown.extensions,
        tuple(sorted(config.taxonomies)),
        config.privacy.contact,
        Variants(config.variants, config.keep) if config.fonts == "subset" else None,
    )


def parse(
    path: str,
    data: bytes,
    digest: bytes,
    settings: Settings,
    colour: markdown.Colour = markdown.colour,
    lowered: bool = False,
) -> tuple[Parsed, markdown.Document | None]:
    """Read one entry. `path` is below content/; `digest` names what the result depends on; `colour` colours code; a
    `lowered` entry is not trusted, though its place is."""
    file = f"content/{path}"
    text, found = decode(data, file)
    if text is None or not text.strip():
        found += [] if text is None else [_empty(file)]
        return Parsed(source=path, diagnostics=tuple(found)), None
    found += turned(text, file)
    name = name_of(path, settings.languages)
    if name.stray:
        hint = f'add it to `languages` in site.toml: languages = ["{settings.languages[0]}", "{name.stray}"]'
        message = f"the file's name states the language `{name.stray}`, which the site does not have"
        found.append(Diagnostic(code="unknown-language", message=message, file=file, hints=(hint,)))
    try:
        front = frontmatter.split(text)
    except Unreadable as error:
        found += [fault.diagnostic(file, text) for fault in error.faults]
        return Parsed(source=path, diagnostics=tuple(found)), None
    stated, problems = _stated(path, name, front, settings, lowered)
    found += _located(file, front, problems)
    document = _document(stated, settings, colour)
    found += capped([_in_body(file, problem) for problem in document.problems])
    if any(item.severity == "error" for item in found):
        return Parsed(source=path, diagnostics=tuple(found)), None
    entry = _composed(stated, document, digest, settings)
    return Parsed(source=path, entry=entry, diagnostics=tuple(found)), document


def _empty(file: str) -> Diagnostic:
    hint = "write a title and some text, or delete it"
    return Diagnostic(code="empty-file", message="the file is empty", file=file, span=Span(1), hints=(hint,))


class Stated(msgspec.Struct, frozen=True):
    """What a file's name and front matter state."""

    path: str
    name: Name
    fields: Common
    given: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]
    title: str
    body: str
    lang: str
    trusted: bool


def _stated(
    path: str, name: Name, front: FrontMatter, settings: Settings, lowered: bool
) -> tuple[Stated, list[schema.Problem]]:
    kind = kinds()[name.kind]
    data = dict(front.located.data)
    terms = {taxonomy: data.pop(taxonomy) for taxonomy in settings.taxonomies if taxonomy in data}
    problems = _settle_contacts(data, settings.contact)
    fields, wrong = schema.read(kind.fields, data)
    term_fields, wrong_terms = schema.read(_terms_struct(settings.taxonomies), terms)
    title, body = _title(kind, fields, front.body)
    lang = name.lang or fields.lang or settings.languages[0]
    problems += [*wrong, *wrong_terms, *_missing(kind, name, data, title), *_foreign(lang, settings)]
    trusted = not lowered and stated_zone(path, fields, settings.trust).trusted
    if not trusted and settings.trust.patterns:  # when site.toml names none, nobody knows whose these fields are
        fields, data, held = without_owners(fields, data)
        problems += held
    stated = Stated(
        path=path,
        name=name,
        fields=fields,
        given=tuple(data),
        terms={"tags": fields.tags, **msgspec.structs.asdict(term_fields)},
        title=title,
        body=body,
        lang=lang,
        trusted=trusted,
    )
    return stated, problems


def _missing(kind: Kind, name: Name, data: dict[str, Any], title: str) -> list[schema.Problem]:
    """Report required fields that are not given; a translation may lean on its original."""
    if name.lang:
        return []
    problems = schema.missing(kind.fields, data)
    if not title and issubclass(kind.fields, Titled) and not data.get("title"):
        hint = "write `title: …` in the front matter, or begin the text with `# …`"
        problems.append(schema.Problem("missing-field", (), "there is no title", (hint,)))
    return problems


def _foreign(lang: str, settings: Settings) -> list[schema.Problem]:
    if lang in settings.languages:
        return []
    hint = f"add it to `languages` in site.toml, or write one of: {', '.join(settings.languages)}"
    return [schema.Problem("unknown-language", ("lang",), f"the site has no language `{lang}`", (hint,))]


def _composed(stated: Stated, document: markdown.Document, digest: bytes, settings: Settings) -> Entry[Any]:
    fields, name, zone = stated.fields, stated.name, settings.timezone
    slug = fields.slug or name.slug
    return Entry(
        id=f"{name.kind}/{slug}",
        key=f"{name.kind}/{slug}.{stated.lang}",
        kind=name.kind,
        slug=slug,
        lang=stated.lang,
        source=stated.path,
        section=name.section,
        digest=digest,
        fields=fields,
        given=stated.given,
        translation=bool(name.lang),
        trusted=stated.trusted,
        title=stated.title,
        summary=_one_line(fields.summary) or document.summary,
        published=seconds(fields.date, zone),
        updated=seconds(fields.updated, zone),
        expires=seconds(fields.expires, zone),
        terms=stated.terms,
        words=document.words,
        minutes=max(1, round(document.minutes)) if document.words else 0,
        targets=_targets(document, "link"),
        wikilinks=_targets(document, "wikilink"),
        pictures=_targets(document, "image"),
        has_math=document.has_math,
        has_code=document.has_code,
        anchors=markdown.anchors(document),
        components=tuple(ref for ref in document.refs if ref.kind in markdown.DRAWN),
        frames=markdown.frames(document),
        letters=letters_of(document, stated.lang, settings.letters) if settings.letters else "",
    )


def _one_line(prose: str) -> str:
    """Return prose on one line."""
    return " ".join(prose.split())


def _targets(document: markdown.Document, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.target for ref in document.refs if ref.kind == kind))


@functools.cache
def _terms_struct(taxonomies: tuple[str, ...]) -> type[msgspec.Struct]:
    """Declare the fields that the site's own taxonomies add to every kind."""
    fields = [(name, tuple[Text, ...], ()) for name in taxonomies]
    return msgspec.defstruct("Terms", fields, frozen=True)


def _settle_contacts(data: dict[str, Any], default: str) -> list[schema.Problem]:
    """Give contact fields without an audience the site's; say so where that keeps them private."""
    contacts, problems = data.get("contact"), list[schema.Problem]()
    if not isinstance(contacts, dict):
        return problems
    settled = {}
    for name, value in contacts.items():
        stated = value if isinstance(value, dict) else {"value": value}
        if value is not None and "audience" not in stated:
            stated = {**stated, "audience": default}
            if default != "public":
                hint = f"to publish it, write `{name}: {{value: …, audience: public}}`; else state `{default}`"
                message = f"`contact.{name}` states no audience, so it is not published"
                problems.append(schema.Problem("no-audience", ("contact", name), message, (hint,)))
        settled[name] = None if value is None else stated
    data["contact"] = settled
    return problems


def _title(kind: Kind, fields: Common, body: str) -> tuple[str, str]:
    """Return the entry's title, and its body without the heading that served as one."""
    if not kind.title_field:
        return "", body
    title: str = getattr(fields, kind.title_field)
    heading = None if title else _HEADING.match(body)
    return (_without_closing(heading.group(1)), body[heading.end() :]) if heading else (title, body)


def _without_closing(heading: str) -> str:
    """Return a heading's text without the `#`s that may close it after a blank (CommonMark 0.31.2, section 4.2)."""
    text = heading.strip()
    bare = text.rstrip("#")
    return text if bare and bare[-1] not in " \t" else bare.rstrip()


def _document(stated: Stated, settings: Settings, colour: markdown.Colour) -> markdown.Document:
    options = markdown.Options(
        engine=stated.fields.markdown or settings.engine,
        extensions=settings.extensions,
        trusted=stated.trusted,
        math=getattr(stated.fields, "math", True),
        lang=stated.lang,
    )
    return markdown.parse(stated.body, options, colour)


def _in_body(file: str, problem: markdown.Problem) -> Diagnostic:
    hint = NAME_IT if problem.code == "not-trusted" else problem.hint
    hints = (hint,) if hint else ()
    return Diagnostic(
        code=problem.code, message=problem.message, file=file, severity="warning", needle=problem.needle, hints=hints
    )


def _located(file: str, front: FrontMatter, problems: list[schema.Problem]) -> list[Diagnostic]:
    """Return the diagnostics of front matter; those that are shown have their places."""
    found = capped(
        [
            Diagnostic(
                code=problem.code,
                message=problem.message,
                file=file,
                field=problem.path,
                hints=problem.hints,
                severity="warning" if problem.code in _MILD else "error",
            )
            for problem in problems
        ]
    )
    return [msgspec.structs.replace(item, field=(), span=_span(front, item)) for item in found]


def _span(front: FrontMatter, item: Diagnostic) -> Span:
    find = front.located.name_of if item.code == "unknown-field" else front.located.place_of
    return span_at(front.text, find(item.field), front.text_line) if front.text else Span(1)
