"""One file's bytes -> an entry, or diagnostics. Total: any bytes at all give one or the other."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content import markdown
from mingpian.content.charset import VariantSettings, charset_of_body
from mingpian.content.data_formats import frontmatter
from mingpian.content.data_formats.frontmatter import FrontMatter
from mingpian.content.direction import turned, turned_by_number, turned_values
from mingpian.content.entry import Entry, Parsed
from mingpian.content.kind import PAGE_IDS
from mingpian.content.kinds import kinds
from mingpian.content.markdown.softbreaks import on_one_line
from mingpian.content.naming import path_parts
from mingpian.content.parse_settings import Settings
from mingpian.content.stated import Stated, gravity, located_at, stated_of
from mingpian.content.trust.zones import NAME_IT, trust_of
from mingpian.core.codes import Severity
from mingpian.core.diagnostics import MAX_OF_A_FILE, Diagnostic, Span, capped
from mingpian.i18n import _
from mingpian.schema import read as schema
from mingpian.schema.dates import seconds
from mingpian.schema.decoding import decode_text
from mingpian.schema.located import Position, UnreadableError, span_at

MAX_BYTES = 2 * 1024 * 1024  # of one entry: War and Peace has 3.2 MB


def parse_settings(
    config: SiteConfig,
    paths: Iterable[str] = (),
    read: Callable[[str], bytes] = lambda _: b"",
    unlisted: Iterable[str] = (),
) -> Settings:
    """Return the part of the configuration that parsing depends on. `paths` are the files below content/, which `read`
    reads: how many members there are decides what is the owner's. `unlisted` are those that could not be looked at."""
    return Settings(
        config.languages,
        trust_of(config, paths, read, unlisted),
        config.timezone,
        config.markdown.engine,
        config.markdown.extensions,
        tuple(sorted(config.taxonomies)),
        config.privacy.contact,
        VariantSettings(config.variants, config.keep) if config.fonts == "subset" else None,
    )


def parse_entry(
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
    text, diagnostics = decode_text(data, file)
    if text is None:
        return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    name = path_parts(path, settings.languages)
    if not text.strip():
        is_nothing = bool(name.lang) or not kinds()[name.kind].title_field
        diagnostics.append(_empty(file, "error" if is_nothing else "warning"))
        if is_nothing:
            return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    diagnostics += turned(text, file)
    try:
        front = frontmatter.split_front_matter(text)
    except UnreadableError as error:
        diagnostics += [fault.diagnostic(file, text) for fault in error.faults]
        return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    diagnostics += [
        fault.diagnostic(file, front.text, front.text_line, gravity(kinds()[name.kind], fault))
        for fault in front.located.faults
    ]
    diagnostics += turned_values(front, file)
    stated, problems = stated_of(path, name, front, settings, lowered)
    diagnostics += _located(file, front, problems, stated)
    document = _document(stated, settings, colour)
    diagnostics += turned_by_number(document.text, text, file)
    diagnostics += capped(_in_body(file, text, stated, document.problems, settings))
    if any(item.severity == "error" for item in diagnostics):
        return Parsed(source=path, diagnostics=tuple(diagnostics)), None
    entry = _composed(stated, document, digest, settings)
    return Parsed(source=path, entry=entry, diagnostics=tuple(diagnostics)), document


def _empty(file: str, severity: Severity) -> Diagnostic:
    hint, message = _("write some text, or delete it"), _("the file is empty")
    return Diagnostic(code="empty-file", message=message, file=file, span=Span(1), severity=severity, hints=(hint,))


def _composed(stated: Stated, document: markdown.Document, digest: bytes, settings: Settings) -> Entry[Any]:
    fields, name, zone = stated.fields, stated.name, settings.timezone
    slug = fields.slug or name.slug
    published, updated = _published(stated, zone), seconds(fields.updated, zone)
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
        summary=on_one_line(fields.summary) or document.summary,
        mentions=document.mentions,
        published=published,
        updated=updated,
        revised=max(published, updated),
        expires=seconds(fields.expires, zone),
        terms=stated.terms,
        words=document.words,
        minutes=max(1, round(document.minutes)) if document.words else 0,
        **_named_in(document),
        has_math=document.has_math,
        has_code=document.has_code,
        anchors=document.anchors,
        components=tuple(ref for ref in document.refs if ref.kind in markdown.DRAWN),
        frames=markdown.frame_hosts(document) if stated.trusted else (),  # cleaning leaves none
        charset=charset_of_body(document, stated.lang, settings.letters) if settings.letters else "",
    )


def _named_in(document: markdown.Document) -> dict[str, Any]:
    """Return what the body of an entry links to, shows and embeds, as it is written."""
    embedded_files = tuple(one for one in _targets(document, "embed") if markdown.is_file(one))
    return {
        "targets": (*_targets(document, "link"), *embedded_files),
        "wikilinks": tuple(one for one in _targets(document, "wikilink", "embed") if one not in embedded_files),
        "embeds": any(ref.kind == "embed" for ref in document.refs),
        "pictures": _targets(document, "image"),
        "bracketed": (*embedded_files, *(ref.target for ref in document.refs if ref.kind == "image" and ref.source)),
        "embedded": _targets(document, "address"),
    }


def _published(stated: Stated, zone: str) -> int:
    return max(seconds(stated.fields.date, zone), seconds(stated.not_before, zone))


def _targets(document: markdown.Document, *kinds: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.target for ref in document.refs if ref.kind in kinds))


def _document(stated: Stated, settings: Settings, colour: markdown.Colour) -> markdown.Document:
    return markdown.parse_markdown(stated.body, options_of(stated, settings), colour)


def options_of(stated: Stated, settings: Settings) -> markdown.Options:
    """Return how the body of an entry is read."""
    return markdown.Options(
        engine=stated.fields.markdown or settings.engine,
        extensions=settings.extensions,
        trusted=stated.trusted,
        math=getattr(stated.fields, "math", True),
        reserved=PAGE_IDS.union(kinds()[stated.name.kind].ids),
        lang=stated.lang,
        summarised=not stated.fields.summary.strip(),
    )


def _in_body(
    file: str, text: str, stated: Stated, problems: Iterable[markdown.BodyProblem], settings: Settings
) -> list[Diagnostic]:
    """Return the diagnostics of a body, with their places."""
    seen: Counter[tuple[str, str]] = Counter()
    diagnostics: list[Diagnostic] = []
    for problem in problems:
        nth = seen[problem.code, problem.needle] if problem.nth is None else problem.nth
        seen[problem.code, problem.needle] += 1
        is_shown = len(diagnostics) < MAX_OF_A_FILE  # to find a place takes a look at the whole text
        place = span_in_body(text, stated.body, problem.needle, options_of(stated, settings), nth) if is_shown else None
        hint = NAME_IT if problem.code == "not-trusted" else problem.hint
        hints = (hint,) if hint else ()
        diagnostics.append(
            Diagnostic(
                code=problem.code,
                message=problem.message,
                file=file,
                severity="warning",
                span=place or Span(1),
                needle=problem.needle,
                hints=hints,
            )
        )
    return diagnostics


def span_in_body(text: str, body: str, needle: str, options: markdown.Options, nth: int = 0) -> Span | None:
    """Return where in a file that ends with `body` stands what a finding about the body names; None for nowhere."""
    at = markdown.place(body, needle, options, nth) if needle else None
    if at is None:
        return None
    start, end = (len(text) - len(body) + position for position in at)
    line = text.count("\n", 0, start)
    return span_at(text, Position(line, start - (text.rfind("\n", 0, start) + 1), end - start))


def _located(file: str, front: FrontMatter, problems: list[schema.Problem], stated: Stated) -> list[Diagnostic]:
    """Return the diagnostics of front matter; those that are shown have their places."""
    diagnostics = capped(
        [
            Diagnostic(
                code=problem.code,
                message=problem.message,
                file=file,
                field=problem.path,
                hints=problem.hints,
                severity=problem.severity,
            )
            for problem in problems
        ]
    )
    return [msgspec.structs.replace(item, field=(), span=_span(front, item, stated)) for item in diagnostics]


def _span(front: FrontMatter, item: Diagnostic, stated: Stated) -> Span:
    find = front.located.name_of if item.code == "unknown-field" else front.located.place_of
    path = located_at(stated, item.field)
    return span_at(front.text, find(path), front.text_line) if front.text else Span(1)
