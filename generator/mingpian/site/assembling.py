"""The selected entries as a site: in the order of lists, and indexed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import Vocabulary, with_one_spelling
from mingpian.content.kind import Common
from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import Profile
from mingpian.content.media.pictures import PictureFacts
from mingpian.schema.walk import values
from mingpian.site.clock import Clock
from mingpian.site.selection import Selection
from mingpian.site.site import AnyEntry, Site

_TOPIC = frozenset({"topic"})


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
    if kind.dated:
        return (kind.order, -entry.published, entry.slug, entry.lang)
    return (kind.order, *_by_name(entry.fields, entry), entry.slug, entry.lang)


def _by_name(fields: Common, entry: AnyEntry) -> tuple[Any, ...]:
    given = [getattr(fields, name, "") for name in ("start", "sort_as", "name_latin")]
    return (getattr(fields, "order", 0), next((text for text in given if text), entry.title).casefold())


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
