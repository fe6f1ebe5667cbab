"""What a file's name and front matter state: as much of it as can be read, and what is wrong with the rest."""

import functools
import re
import typing
from pathlib import PurePosixPath
from typing import Any

import msgspec
from msgspec.structs import astuple

from mingpian.content import contacts
from mingpian.content.data_formats.frontmatter import FrontMatter
from mingpian.content.kind import Common, Kind, Titled
from mingpian.content.kinds import kinds
from mingpian.content.markdown.syntax.comments import without_comments
from mingpian.content.meant import SPEAKING, first_day, heeded, not_before, renamed, waiting, with_tags, with_taxonomies
from mingpian.content.naming import PathParts
from mingpian.content.parse_settings import Settings
from mingpian.content.trust.zones import stated_zone, whose, without_owners
from mingpian.core.codes import Severity, severity_of
from mingpian.core.diagnostics import FieldPath
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema import platforms
from mingpian.schema import read as schema
from mingpian.schema.dates import local
from mingpian.schema.fields import Term
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.languages import matched
from mingpian.schema.located import SyntaxFault
from mingpian.schema.moments import check_date
from mingpian.schema.shapes import record_of
from mingpian.schema.walk import mapped, values

_HEADING = lazy_pattern(r"\s*(?:#[ \t]+([^\n]+)(?:\n|$)|([^\s>#*+=-][^\n]*)\n=+[ \t]*(?:\n|$))")
_DAY_BEFORE = lazy_pattern(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[-_ ]+(?=.)")
_DAY_OF_NAME = lazy_pattern(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?=[-_ ]|\Z)")
_HAN = lazy_pattern("[\u2e80-\uffef]")
_DATES = frozenset({"date"})
_GUARDED = frozenset({"accepts", "audience", "confirmed_by", "contact", "date", "photo", "vouches"})


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
    not_before: str = (
        ""  # its publication, where a field beside its date says when; the first day that a bad date may mean
    )
    renames: dict[FieldPath, FieldPath] = {}  # our name of a field -> the name under which it is written
    moved: dict[FieldPath, FieldPath] = {}  # place of an item in the fields -> in what is written


def stated_of(
    path: str, name: PathParts, front: FrontMatter, settings: Settings, lowered: bool
) -> tuple[Stated, list[schema.Problem]]:
    """Read the fields of an entry. A `lowered` one is not trusted, though its place is."""
    kind = kinds()[name.kind]
    written = with_taxonomies(front.located.data)
    terms = {name: written[name] for name in settings.taxonomies if name in written}
    data, renames = renamed({name: one for name, one in written.items() if name not in terms}, record_of(kind.fields))
    data = with_tags(data, settings.taxonomies)
    data, problems = contacts.settled(data, settings.contact)
    fields, outcome = schema.read_whole(kind.fields, data)
    term_fields, wrong_terms = schema.read_struct(_terms_struct(settings.taxonomies), terms)
    is_hidden, told = heeded(data, record_of(kind.fields), outcome.problems)
    problems += [*(waiting(one, data.get("date")) for one in told), *wrong_terms]
    fields = _with_extra(fields, outcome.unknown, is_hidden)
    fields = _in_zone(platforms.recognised(contacts.standardised(fields)), settings.timezone)
    title, body = _title(kind, fields, front.body)
    fields, lacking = _missing(kind, name, fields, title)
    fields = _with_day_of_name(kind, path, name, fields, data)
    lang, foreign = _language(name, fields, data, settings)
    trusted = not lowered and stated_zone(path, fields, settings.trust).trusted
    if not trusted and settings.trust.patterns:  # when site.toml names none, nobody knows whose these fields are
        fields, data, held = without_owners(fields, data)
        problems += held
    bad = {one.path[0] for one in problems if len(one.path) == 1}
    stated = Stated(
        path=path,
        name=name,
        fields=fields,
        given=tuple(field for field in (*data, *(["draft"] if is_hidden else [])) if field not in bad),
        terms=dict(zip(("tags", *settings.taxonomies), (fields.tags, *astuple(term_fields)), strict=True)),
        title=title or ("" if name.lang or not kind.title_field else title_of(path, name)),
        body=body,
        lang=lang,
        trusted=trusted,
        not_before=first_day(data.get("date")) if "date" in bad else not_before(data, renames),
        renames=renames,
        moved=outcome.moved,
    )
    return stated, [*_at_once(problems, lacking), *foreign]


def _at_once(problems: list[schema.Problem], lacking: list[schema.Problem]) -> list[schema.Problem]:
    """Return the problems with those of lacking fields. Of one whose value could not be read that is said, as gravely
    as if it lacked, and not that it lacks as well."""
    grave = {one.path for one in lacking if one.severity == "error"}
    raised = [msgspec.structs.replace(one, severity="error") if one.path in grave else one for one in problems]
    told = {one.path for one in problems}
    return raised + [one for one in lacking if one.path not in told]


def gravity(kind: Kind, fault: SyntaxFault) -> Severity:
    """Return how grave it is that a field stands twice. The first of two is read, but where a field tells who may see
    something, or whose it is, there is no telling which of the two is meant."""
    guards = {*kind.fields.guards, *whose(kind.fields), *_GUARDED}
    names = {str(step).lower() for step in fault.path}
    is_grave = fault.code == "duplicate-field" and not names.isdisjoint(guards | SPEAKING)
    return "error" if is_grave else severity_of(fault.code)


def written_at(stated: Stated, path: FieldPath) -> FieldPath:
    """Return where in the front matter stands what stands at `path` in the fields."""
    return _led(stated.renames, _led(stated.moved, path))


def _led(ways: dict[FieldPath, FieldPath], path: FieldPath) -> FieldPath:
    start = next((path[:length] for length in range(len(path), 0, -1) if path[:length] in ways), ())
    return (*ways[start], *path[len(start) :]) if start else path


def located_at(stated: Stated, path: FieldPath) -> FieldPath:
    """Return where in the front matter stands what the reader calls `path`, who has left nothing out yet."""
    return _led(stated.renames, path)


def title_of(path: str, name: PathParts) -> str:
    """Return the file's name as a title: without a day before it; Chinese as it is, else with blanks."""
    stem = _stem(path, name)
    bare = _DAY_BEFORE.sub("", stem, count=1)
    text = bare if _HAN.search(bare) or " " in bare else re.sub("[-_]+", " ", bare).strip()
    return "".join(char for char in text if char.isprintable()) or name.slug


def _stem(path: str, name: PathParts) -> str:
    """Return what a file is called, or the folder that is its entry's own."""
    pure = PurePosixPath(path)
    stem = pure.name.removesuffix(pure.suffix).removesuffix(f".{name.lang}" if name.lang else "")
    return pure.parent.name if stem == "index" else stem


def _with_extra(fields: Any, unknown: dict[str, Any], is_hidden: bool) -> Any:
    """Keep the values of unknown fields, but none of which a part says who may see it."""
    kept = {name: value for name, value in unknown.items() if not _has_audience(value)}
    changes: dict[str, Any] = {"extra": {**kept, **fields.extra}} if kept else {}
    return msgspec.structs.replace(fields, **changes, **({"draft": True} if is_hidden else {}))


def _has_audience(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_has_audience, value))
    return isinstance(value, dict) and ("audience" in value or any(map(_has_audience, value.values())))


def _with_day_of_name(kind: Kind, path: str, name: PathParts, fields: Any, data: dict[str, Any]) -> Any:
    """Return the fields with the day with which the file's name begins (Jekyll, daily notes), when none is stated."""
    day = _DAY_OF_NAME.match(_stem(path, name)) if kind.dated and not name.lang and not data.get("date") else None
    try:
        return msgspec.structs.replace(fields, date=check_date(day[1])) if day else fields
    except InvalidValueError:
        return fields


def _missing(kind: Kind, name: PathParts, fields: Any, title: str) -> tuple[Any, list[schema.Problem]]:
    """Report required fields that are not there, and put in their place what can be. A translation may lean on its
    original. What cannot be shown without them is an error."""
    if name.lang:
        return fields, []
    problems: list[schema.Problem] = []
    names = dict(zip(kind.fields.__struct_encode_fields__, kind.fields.__struct_fields__, strict=True))
    lacking = [one for one in getattr(kind.fields, "required", ()) if not getattr(fields, names[one])]
    for field in lacking:
        stands_in = field == kind.title_field or (field == "start" and fields.date)
        if field == "start" and fields.date:
            fields = msgspec.structs.replace(fields, start=fields.date)
        severity: Severity = "warning" if stands_in else "error"
        hint = _("write `{field}: …`", field=field)
        problems.append(
            schema.Problem("missing-field", (field,), _("`{field}` is missing", field=field), (hint,), severity)
        )
    if not title and issubclass(kind.fields, Titled):
        hint = _("the file's name is the title until you write `title: …`, or begin the text with `# …`")
        problems.append(schema.Problem("missing-field", (), _("there is no title"), (hint,)))
    return fields, problems


def _in_zone(fields: Common, zone: str) -> Common:
    """Return the fields with the times that state an offset as clocks show them there, or in the event's own zone."""
    there = getattr(fields, "timezone", "") or zone
    if not any(local(found.value, there) != found.value for found in values(fields, _DATES)):
        return fields
    return typing.cast(Common, mapped(fields, _DATES, lambda text: local(text, there)))


def _language(
    name: PathParts, fields: Common, data: dict[str, Any], settings: Settings
) -> tuple[str, list[schema.Problem]]:
    """Return the language of the text: the site's first one, when it has not the one that is stated."""
    stated = matched(str(data["lang"]), settings.languages) or fields.lang if fields.lang else ""
    lang = name.lang or stated or settings.languages[0]
    if lang in settings.languages:
        return lang, []
    hint = _("add it to `languages` in site.toml, or write one of: {names}", names=", ".join(settings.languages))
    problem = schema.Problem("unknown-language", ("lang",), _("the site has no language `{lang}`", lang=lang), (hint,))
    return settings.languages[0], [problem]


@functools.cache
def _terms_struct(taxonomies: tuple[str, ...]) -> type[msgspec.Struct]:
    """Declare the fields that the site's own taxonomies add to every kind, in their order; not all are called like what
    Python may call so."""
    names = {f"taxonomy_{number}": name for number, name in enumerate(taxonomies)}
    return msgspec.defstruct("Terms", [(name, tuple[Term, ...], ()) for name in names], frozen=True, rename=names)


def _title(kind: Kind, fields: Common, body: str) -> tuple[str, str]:
    """Return the entry's title, and its body without the heading that served as one."""
    if not kind.title_field:
        return "", body
    title: str = getattr(fields, kind.title_field)
    heading = None if title else _HEADING.match(body)
    if not heading:
        return title, body
    text = _without_closing(heading[1]) if heading[1] else heading[2].strip()
    return without_comments(text)[0].strip(), body[heading.end() :]


def _without_closing(heading: str) -> str:
    """Return a heading's text without the `#`s that may close it after a blank (CommonMark 0.31.2, section 4.2)."""
    text = heading.strip()
    bare = text.rstrip("#")
    return text if bare and bare[-1] not in " \t" else bare.rstrip()
