"""From entries to a site: what is published now is selected, then put in the order of lists and indexed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import Vocabulary, fold_topic, with_one_spelling
from mingpian.content.kind import Common
from mingpian.content.kinds import kinds
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.member import Profile
from mingpian.content.media.pictures import PictureFacts
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import composed, fold_path
from mingpian.i18n import AnyText, _
from mingpian.schema.dates import seconds
from mingpian.schema.numbers import natural_key
from mingpian.schema.records import Audience
from mingpian.schema.walk import values
from mingpian.site.audience import visible_to
from mingpian.site.clock import Clock
from mingpian.site.site import AnyEntry, Site
from mingpian.site.spellings import Spellings, spellings_of
from mingpian.site.translations import beside, named_like_originals

_TOPIC = frozenset({"topic"})


class Selection(msgspec.Struct, frozen=True):
    """What is published now, and what is wrong with the rest."""

    entries: tuple[AnyEntry, ...]
    states: dict[str, str]
    known: frozenset[str]
    unpublished: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    spellings: Spellings = Spellings()


def names_of(entry: AnyEntry) -> set[str]:
    """Return what writers call an entry, folded."""
    names = (alias for alias in entry.fields.aliases if not alias.startswith("/"))
    words = (entry.slug, entry.title, entry.id, getattr(entry.fields, "name_latin", ""), *names)
    return {fold_topic(word) for word in words if word}


def select(
    entries: Iterable[AnyEntry], clock: Clock, zone: str, drafts: bool, reader: Audience = "public"
) -> Selection:
    """Keep what is published by the clock, as `reader` may see it; with `drafts`, keep the rest too and tell its
    state."""
    kept: list[AnyEntry] = []
    states: dict[str, str] = {}
    unpublished: set[str] = set()
    named = named_like_originals(entries)
    spellings = spellings_of(named)
    stated = [_with(entry, spellings.spelled(entry.fields)) for entry in named]
    for entry in _translated(stated):
        state = _state(entry, clock, zone)
        if state and not drafts:
            unpublished |= names_of(entry)
            continue
        if state:
            states[entry.key] = state
        kept.append(visible_to(entry, reader))
    unique, diagnostics = _unique(kept)
    awaited = (item for entry in stated if not entry.translation for item in _awaited(entry))
    found = (*diagnostics, *awaited)
    return Selection(tuple(unique), states, spellings.ids, frozenset(unpublished), found, spellings)


def _with(entry: AnyEntry, fields: Common) -> AnyEntry:
    return entry if fields is entry.fields else msgspec.structs.replace(entry, fields=fields)


def _state(entry: AnyEntry, clock: Clock, zone: str) -> str:
    if entry.fields.draft or _unconfirmed(entry):
        return "draft"
    if entry.published and not clock.passed(entry.published):
        return "scheduled"
    if entry.expires and clock.passed(entry.expires):
        return "expired"
    left = getattr(entry.fields, "left", "")
    return "expired" if left and clock.passed(seconds(left, zone)) else ""


def _unconfirmed(entry: AnyEntry) -> tuple[str, ...]:
    """Return the parties of a collaboration who have not confirmed it: it is published when all have."""
    if not isinstance(entry.fields, Collaboration):
        return ()
    return tuple(party for party in entry.fields.parties if party not in entry.fields.confirmed_by)


def _awaited(entry: AnyEntry) -> Iterator[Diagnostic]:
    missing = () if entry.fields.draft else _unconfirmed(entry)
    if missing:
        yield Diagnostic(
            code="unconfirmed",
            message=_("not published until {parties} confirmed it", parties=", ".join(missing)),
            file=f"content/{entry.source}",
            severity="warning",
            field=("confirmed_by",),
            hints=(_("ask them, and add them to `confirmed_by`; or write `draft: true` meanwhile"),),
        )


def _translated(entries: list[AnyEntry]) -> Iterator[AnyEntry]:
    """Give translations what only their original states: that it is a draft, or waits, or is over, too."""
    translated = {entry.id for entry in entries if entry.translation}
    stated = [entry for entry in entries if not entry.translation and entry.id in translated]
    originals: dict[str, AnyEntry] = {}
    for entry in sorted(stated, key=lambda entry: (not entry.trusted, entry.fields.draft, entry.source)):
        originals.setdefault(entry.id, entry)
    yield from (_inherit(entry, originals.get(entry.id)) for entry in entries)


def _unique(entries: list[AnyEntry]) -> tuple[list[AnyEntry], list[Diagnostic]]:
    """Refuse a second entry of the same name, and a translation that leans on nothing. Nobody takes the name of a
    trusted entry, nor speaks for it in another language from elsewhere than beside it."""
    diagnostics: list[Diagnostic] = []
    unique: dict[str, AnyEntry] = {}
    owners = {entry.id: entry for entry in reversed(entries) if entry.trusted and not entry.made_from}
    places = {(entry.id, beside(entry)) for entry in owners.values()}
    for entry in sorted(entries, key=_precedence):
        stranger = not entry.trusted and entry.id in owners and (entry.id, beside(entry)) not in places
        first = owners[entry.id] if stranger else unique.setdefault(entry.key, entry)
        if first is not entry:
            message = _("`{slug}` is also the slug of content/{source}", slug=entry.slug, source=first.source)
            hint = _("give one of them another `slug:`")
            file = f"content/{entry.source}"
            told = Diagnostic(code="duplicate-slug", message=message, file=file, field=("slug",), hints=(hint,))
            diagnostics.append(told)
    lacking = {key: fields for key, entry in unique.items() if (fields := _lacking(entry))}
    leaning = [_leans_on_nothing(unique[key], field) for key, fields in lacking.items() for field in fields]
    refused = {one.file for one in leaning if one.severity == "error"}
    return [one for one in unique.values() if f"content/{one.source}" not in refused], [*diagnostics, *leaning]


def _precedence(entry: AnyEntry) -> tuple[bool, bool, bool, bool, str]:
    """Return what decides between entries of one name: the owner's comes first, then what is no translation, what
    states the name, and what has it as its file's."""
    source = composed(f"/{entry.source}")
    is_named = f"/{entry.slug}." in source or f"/{entry.slug}/" in source
    return not entry.trusted, entry.translation, "slug" not in entry.given, not is_named, entry.source


def apart(selection: Selection, page_of: Callable[[str], str]) -> Selection:
    """Refuse every entry whose page would stand where that of one before it does, in the eyes of some file systems;
    `page_of` returns the URL of an entry's page by its key. Thus no list leads to a page that is not there."""
    first: dict[str, AnyEntry] = {}
    taken = {one.key: first.setdefault(_address(page_of(one.key)), one) for one in selection.entries}
    if len(first) == len(selection.entries):
        return selection
    sharing = [one for one in selection.entries if taken[one.key] is not one]
    return msgspec.structs.replace(
        selection,
        entries=tuple(first.values()),
        diagnostics=(*selection.diagnostics, *(_sharing(one, taken[one.key], page_of(one.key)) for one in sharing)),
    )


def _address(url: str) -> str:
    return fold_path(unquote(url)) if "%" in url else url.casefold()


def _sharing(entry: AnyEntry, first: AnyEntry, url: str) -> Diagnostic:
    return address_taken(f"content/{entry.source}", unquote(url), f"content/{first.source}")


def address_taken(file: str, path: str, other: AnyText, *hints: AnyText) -> Diagnostic:
    """Say that what stands at the address of an entry's page is something else."""
    return Diagnostic(
        code="address-taken",
        message=_("its address /{path} is taken by {other}", path=path, other=other),
        file=file,
        field=("slug",),
        hints=(_("give it another `slug:`, or change its kind's pattern in [permalinks]"), *hints),
    )


def _lacking(entry: AnyEntry) -> list[str]:
    """Return the fields that a translation has neither stated nor from its original, though its kind needs them; and
    its title."""
    title = kinds()[entry.kind].title_field
    needed = getattr(entry.fields, "required", ()) if entry.translation else ()
    lacking = [name for name in needed if name != title and not getattr(entry.fields, name)]
    return [title, *lacking] if title and not entry.title else lacking


def _leans_on_nothing(entry: AnyEntry, field: str) -> Diagnostic:
    hint = _("write `{field}: …`; the file names a language, but there is no file without one to lean on", field=field)
    return Diagnostic(
        code="missing-field",
        message=_("`{field}` is missing", field=field),
        file=f"content/{entry.source}",
        severity="warning" if field == kinds()[entry.kind].title_field else "error",  # it cannot be shown without
        hints=(hint,),
    )


_OWN = frozenset({"slug", "lang", "summary", "title", "aliases", "canonical", "syndicated"})


def _inherit(entry: AnyEntry, original: AnyEntry | None) -> AnyEntry:
    if original is None or not entry.translation:
        return entry
    struct = type(entry.fields)
    names = zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True)
    inherited = {
        name: getattr(original.fields, name)
        for written, name in names
        if written not in entry.given and written not in _OWN
    }
    changes: dict[str, Any] = {"fields": msgspec.structs.replace(entry.fields, **inherited)}
    if not entry.title:
        changes["title"] = original.title
    for name, given in (("published", "date"), ("updated", "updated"), ("expires", "expires")):
        if given not in entry.given:
            changes[name] = getattr(original, name)
    changes["revised"] = max(entry.revised, original.revised)  # what it leans on may have changed
    changes["terms"] = {**original.terms, **{name: terms for name, terms in entry.terms.items() if terms}}
    return msgspec.structs.replace(entry, **changes)


def owner_of(config: SiteConfig, entries: Iterable[AnyEntry]) -> str:
    """Return the id of the owner: the one that site.toml names, else the only member; else nobody."""
    if config.owner:
        return config.owner
    members = {entry.id for entry in entries if isinstance(entry.fields, Profile)}
    return members.pop() if len(members) == 1 else ""


def assemble(
    config: SiteConfig,
    clock: Clock,
    selection: Selection,
    pictures: Mapping[str, PictureFacts],
    topics: Vocabulary,
) -> Site:
    """Put the selected entries in order and index them."""
    config = msgspec.structs.replace(config, owner=selection.spellings.by_slug(config.owner))
    entries = sorted(selection.entries, key=_order)
    ids: defaultdict[str, dict[str, AnyEntry]] = defaultdict(dict)
    for entry in entries:
        ids[entry.id][entry.lang] = entry
    listed = _listed(config, entries, ids)
    keys = {where: tuple(entry.key for entry in entries) for where, entries in listed.items()}
    return Site(
        config=config,
        clock=clock,
        owner=owner_of(config, entries),
        entries={entry.key: entry for entry in entries},
        ids=dict(ids),
        listed=listed,
        keys=keys,
        positions={where: {key: at for at, key in enumerate(keys)} for where, keys in keys.items()},
        sources={entry.source: entry.key for entry in entries if not entry.made_from},
        states=selection.states,
        pictures=pictures,
        topics=with_one_spelling(topics, (found.value for entry in entries for found in values(entry.fields, _TOPIC))),
        members=len({entry.id for entry in entries if isinstance(entry.fields, Profile) and entry.fields.listed}),
        known=selection.known,
        unpublished=selection.unpublished,
        spellings=selection.spellings,
    )


def _order(entry: AnyEntry) -> tuple[Any, ...]:
    kind = kinds()[entry.kind]
    first = (-entry.published,) if kind.dated else _by_name(entry.fields, entry)
    return (kind.order, *first, natural_key(entry.slug), entry.slug, entry.lang)


def _by_name(fields: Common, entry: AnyEntry) -> tuple[Any, ...]:
    given = [getattr(fields, name, "") for name in ("start", "sort_as", "name_latin")]
    return (getattr(fields, "order", 0), natural_key(next((text for text in given if text), entry.title)))


def _listed(
    config: SiteConfig, entries: list[AnyEntry], ids: Mapping[str, dict[str, AnyEntry]]
) -> dict[tuple[str, str], tuple[AnyEntry, ...]]:
    lists: defaultdict[tuple[str, str], list[AnyEntry]] = defaultdict(list)
    for entry in entries:
        if entry.fields.listed:
            for lang in _readers(config, entry, ids[entry.id]):
                lists[entry.kind, lang].append(entry)
    return {where: tuple(entries) for where, entries in lists.items()}


def _readers(config: SiteConfig, entry: AnyEntry, versions: Mapping[str, AnyEntry]) -> Iterator[str]:
    """Yield the languages in whose lists an entry stands: its own, and those that have nothing better."""
    yield entry.lang
    if entry.kind in config.untranslated:
        first = next(lang for lang in config.languages if lang in versions)
        if first == entry.lang:
            yield from (lang for lang in config.languages if lang not in versions)
