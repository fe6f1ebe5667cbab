"""One file's bytes -> an entry, or diagnostics. Total: any bytes at all give one or the other."""

import functools
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content import frontmatter, markdown
from mingpian.content.charset import VariantSettings, charset_of_body
from mingpian.content.direction import turned
from mingpian.content.entry import Entry, Parsed
from mingpian.content.frontmatter import FrontMatter
from mingpian.content.kind import Common, Kind, Titled
from mingpian.content.kinds import kinds
from mingpian.content.naming import PathParts, is_entry, path_parts
from mingpian.core.diagnostics import Diagnostic, Span, capped
from mingpian.schema import read as schema
from mingpian.schema.dates import seconds
from mingpian.schema.decoding import decode
from mingpian.schema.fields import Text
from mingpian.schema.located import UnreadableError, span_at

MAX_BYTES = 2 * 1024 * 1024  # of one entry: War and Peace has 3.2 MB

_HEADING = re.compile(r"\s*#[ \t]+([^\n]+)(?:\n|$)")
_AUTHOR_FIELDS = ("authors", "by", "hosts")


class ParseSettings(msgspec.Struct, frozen=True):
    """What of the configuration the reading of one file depends on."""

    languages: tuple[str, ...]
    owner: str
    timezone: str
    engine: markdown.Engine
    extensions: tuple[str, ...]
    taxonomies: tuple[str, ...]
    contact: str
    charset: VariantSettings | None = None  # wanted of each body, for fonts


def parse_settings(config: SiteConfig, paths: Iterable[str] = ()) -> ParseSettings:
    """Return the part of the configuration that parsing depends on. `paths` are the files below content/: the only
    member among them owns a site that names no owner."""
    return ParseSettings(
        config.languages,
        config.owner.removeprefix("members/") or _only_member(paths, config.languages),
        config.timezone,
        config.markdown.engine,
        config.markdown.extensions,
        tuple(sorted(config.taxonomies)),
        config.privacy.contact,
        VariantSettings(config.variants, config.keep) if config.fonts == "subset" else None,
    )


def _only_member(paths: Iterable[str], languages: tuple[str, ...]) -> str:
    members = {path_parts(path, languages).slug for path in paths if path.startswith("members/") and is_entry(path)}
    return members.pop() if len(members) == 1 else ""


def parse_entry(
    path: str, data: bytes, digest: bytes, settings: ParseSettings, colour: markdown.Colour = markdown.colour
) -> tuple[Parsed, markdown.Document | None]:
    """Read one entry. `path` is below content/; `digest` names what the result depends on; `colour` colours code."""
    file = f"content/{path}"
    text, diagnostics = decode(data, file)
    if text is None or not text.strip():
        diagnostics += [] if text is None else [_empty(file)]
        return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    diagnostics += turned(text, file)
    name = path_parts(path, settings.languages)
    if name.stray:
        hint = f'add it to `languages` in site.toml: languages = ["{settings.languages[0]}", "{name.stray}"]'
        message = f"the file's name states the language `{name.stray}`, which the site does not have"
        diagnostics.append(Diagnostic(code="unknown-language", message=message, file=file, hints=(hint,)))
    try:
        front = frontmatter.split_front_matter(text)
    except UnreadableError as error:
        diagnostics += [fault.diagnostic(file, text) for fault in error.faults]
        return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    stated, problems = _stated(path, name, front, settings)
    diagnostics += _located(file, front, problems)
    document = _document(stated, settings, colour)
    diagnostics += capped([_in_body(file, problem) for problem in document.problems])
    if any(item.severity == "error" for item in diagnostics):
        return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    entry = _composed(stated, document, digest, settings)
    return Parsed(source=path, entry=entry, diagnostics=tuple(diagnostics)), document


def _empty(file: str) -> Diagnostic:
    hint = "write a title and some text, or delete it"
    return Diagnostic(code="empty-file", message="the file is empty", file=file, span=Span(1), hints=(hint,))


class Stated(msgspec.Struct, frozen=True):
    """What a file's name and front matter state."""

    path: str
    name: PathParts
    fields: Common
    given: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]
    title: str
    body: str
    lang: str
    trusted: bool


def _stated(
    path: str, name: PathParts, front: FrontMatter, settings: ParseSettings
) -> tuple[Stated, list[schema.Problem]]:
    kind = kinds()[name.kind]
    data = dict(front.located.data)
    terms = {taxonomy: data.pop(taxonomy) for taxonomy in settings.taxonomies if taxonomy in data}
    problems = _default_audiences(data, settings.contact)
    fields, wrong = schema.read_struct(kind.fields, data)
    term_fields, wrong_terms = schema.read_struct(_terms_struct(settings.taxonomies), terms)
    title, body = _title(kind, fields, front.body)
    lang = name.lang or fields.lang or settings.languages[0]
    problems += [*wrong, *wrong_terms, *_missing(kind, name, data, title), *_foreign(lang, settings)]
    stated = Stated(
        path=path,
        name=name,
        fields=fields,
        given=tuple(data),
        terms={"tags": fields.tags, **msgspec.structs.asdict(term_fields)},
        title=title,
        body=body,
        lang=lang,
        trusted=_is_trusted(kind, name, fields, settings),
    )
    return stated, problems


def _missing(kind: Kind, name: PathParts, data: dict[str, Any], title: str) -> list[schema.Problem]:
    """Report required fields that are not given; a translation may lean on its original."""
    if name.lang:
        return []
    problems = schema.missing(kind.fields, data)
    if not title and issubclass(kind.fields, Titled) and not data.get("title"):
        hint = "write `title: …` in the front matter, or begin the text with `# …`"
        problems.append(schema.Problem("missing-field", (), "there is no title", (hint,)))
    return problems


def _foreign(lang: str, settings: ParseSettings) -> list[schema.Problem]:
    if lang in settings.languages:
        return []
    hint = f"add it to `languages` in site.toml, or write one of: {', '.join(settings.languages)}"
    return [schema.Problem("unknown-language", ("lang",), f"the site has no language `{lang}`", (hint,))]


def _composed(stated: Stated, document: markdown.Document, digest: bytes, settings: ParseSettings) -> Entry[Any]:
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
        frames=markdown.frame_hosts(document),
        charset=charset_of_body(document, stated.lang, settings.charset) if settings.charset else "",
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


def _default_audiences(data: dict[str, Any], default: str) -> list[schema.Problem]:
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


def _is_trusted(kind: Kind, name: PathParts, fields: Common, settings: ParseSettings) -> bool:
    """Tell whether the owner wrote it: raw HTML is theirs alone."""
    if kind.name == "members":
        return bool(settings.owner) and name.slug == settings.owner
    named = (author for field in _AUTHOR_FIELDS for author in getattr(fields, field, ()))
    authors = {author.removeprefix("members/") for author in named}
    return not kind.community and authors <= {settings.owner}


def _document(stated: Stated, settings: ParseSettings, colour: markdown.Colour) -> markdown.Document:
    options = markdown.Options(
        engine=stated.fields.markdown or settings.engine,
        extensions=settings.extensions,
        trusted=stated.trusted,
        math=getattr(stated.fields, "math", True),
        lang=stated.lang,
    )
    return markdown.parse_markdown(stated.body, options, colour)


def _in_body(file: str, problem: markdown.BodyProblem) -> Diagnostic:
    hints = (problem.hint,) if problem.hint else ()
    return Diagnostic(
        code=problem.code, message=problem.message, file=file, severity="warning", needle=problem.needle, hints=hints
    )


def _located(file: str, front: FrontMatter, problems: list[schema.Problem]) -> list[Diagnostic]:
    """Return the diagnostics of front matter; those that are shown have their places."""
    diagnostics = capped(
        [
            Diagnostic(
                code=problem.code,
                message=problem.message,
                file=file,
                field=problem.path,
                hints=problem.hints,
                severity="warning" if problem.code == "no-audience" else "error",
            )
            for problem in problems
        ]
    )
    return [msgspec.structs.replace(item, field=(), span=_span(front, item)) for item in diagnostics]


def _span(front: FrontMatter, item: Diagnostic) -> Span:
    find = front.located.name_of if item.code == "unknown-field" else front.located.place_of
    return span_at(front.text, find(item.field), front.text_line) if front.text else Span(1)
