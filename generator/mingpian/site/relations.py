"""Who and what belongs together, in both directions: authors, terms, series, circles, cities, topics, vouches,
backlinks. Computed whole at every build, so that nothing can be stale."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from mingpian.content.kind import stated_makers
from mingpian.content.kinds import kinds
from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.member import MEMBERS, Ask, Profile, Vouch
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.core.paths import slugify
from mingpian.schema.dates import end_of_day
from mingpian.schema.numbers import natural_key
from mingpian.schema.references import canonical
from mingpian.site.links import Links, entry_of, wiki_entry
from mingpian.site.site import AnyEntry, Site

slug_of = functools.cache(slugify)


class Group(msgspec.Struct, frozen=True):
    """A term with its entries (keys, in list order). `name` is the spelling met first."""

    name: str
    keys: tuple[str, ...]
    positions: Mapping[str, int]  # key -> index


def _group(name: str, keys: Iterable[str]) -> Group:
    listed = tuple(dict.fromkeys(keys))
    return Group(name, listed, {key: at for at, key in enumerate(listed)})


class Given(msgspec.Struct, frozen=True):
    """A vouch that both sides stand by."""

    giver: str
    receiver: str
    vouch: Vouch


class Asked(msgspec.Struct, frozen=True):
    """An open ask."""

    member: str
    ask: Ask


class Relations(msgspec.Struct, frozen=True, kw_only=True):
    """All relations of a site. People and other entries are named by id, entries in lists by key."""

    terms: Mapping[tuple[str, str], Mapping[str, Group]]  # (taxonomy, language) -> slug -> group
    series: Mapping[str, Mapping[str, Group]]  # language -> slug -> parts in order
    works_of: Mapping[str, tuple[str, ...]]  # member -> ids of what they made, offer, host, took part in
    members_of: Mapping[str, tuple[str, ...]]  # circle -> members
    children_of: Mapping[str, tuple[str, ...]]  # circle -> circles
    in_circle: Mapping[str, tuple[str, ...]]  # circle -> ids of events, essays
    invited: Mapping[str, tuple[str, ...]]  # member -> members whom they brought in
    vouches: tuple[Given, ...]
    testimonials: Mapping[str, str]  # work -> its testimonial's member, or name; only accepted ones
    asks: tuple[Asked, ...]
    topics: Mapping[str, tuple[str, ...]]  # topic -> ids of everything that is about it
    cities: Mapping[str, Group]  # slug -> members and events
    speaks: Mapping[str, Group]  # language -> members who speak it, unless all do
    backlinks: Mapping[str, tuple[str, ...]]  # id -> keys of the entries whose text links to it


def relations_of(site: Site, links: Links) -> Relations:
    """Find all relations of a site."""
    firsts = list(site.each())
    members = [entry for entry in firsts if isinstance(entry.fields, Profile)]
    shown = [entry for entry in members if entry.fields.listed]
    asks = tuple(_asks(site, firsts, members))
    return Relations(
        terms=_terms(site),
        series=_series(site),
        works_of=_works_of(site, firsts),
        members_of=_inverse((entry.id, entry.fields.circles) for entry in shown),
        children_of=_inverse(
            (entry.id, (entry.fields.parent,))
            for entry in firsts
            if isinstance(entry.fields, Circle) and entry.fields.parent
        ),
        in_circle=_inverse(
            (entry.id, getattr(entry.fields, "circles", ()))
            for entry in firsts
            if kinds()[entry.kind].in_circles and entry.fields.listed
        ),
        invited=_inverse((entry.id, (entry.fields.invited_by,)) for entry in shown if entry.fields.invited_by),
        vouches=tuple(_vouches(site, members)),
        testimonials=_testimonials(site, firsts),
        asks=asks,
        topics=_topics(site, firsts, asks),
        cities=_cities(firsts),
        speaks=_speaks(shown),
        backlinks=_backlinks(site, links),
    )


def _inverse(pairs: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, others in pairs:
        for other in others:
            found[other].append(one)
    return {other: tuple(ones) for other, ones in found.items()}


def _terms(site: Site) -> Mapping[tuple[str, str], Mapping[str, Group]]:
    found: defaultdict[tuple[str, str], dict[str, tuple[str, list[str]]]] = defaultdict(dict)
    for (_, lang), entries in site.listed.items():
        for entry in entries:
            for taxonomy, terms in entry.terms.items():
                for term in terms:
                    found[taxonomy, lang].setdefault(slug_of(term), (term, []))[1].append(entry.key)
    return {
        where: {slug: _group(name, keys) for slug, (name, keys) in sorted(groups.items(), key=_slug_first)}
        for where, groups in found.items()
    }


def _series(site: Site) -> Mapping[str, Mapping[str, Group]]:
    found: defaultdict[str, dict[str, tuple[str, list[AnyEntry]]]] = defaultdict(dict)
    for lang in site.config.languages:
        for entry in site.archived(lang):
            if series := getattr(entry.fields, "series", ""):
                found[lang].setdefault(slug_of(series), (series, []))[1].append(entry)
    return {
        lang: {
            slug: _group(name, (entry.key for entry in sorted(parts, key=_part)))
            for slug, (name, parts) in sorted(groups.items(), key=_slug_first)
        }
        for lang, groups in found.items()
    }


def _part(entry: AnyEntry) -> tuple[Any, ...]:
    return getattr(entry.fields, "part", 0) or 1_000_000, entry.published, natural_key(entry.slug), entry.slug


def _slug_first(item: tuple[str, Any]) -> tuple[Any, ...]:
    return natural_key(item[0]), item[0]


def makers(site: Site, entry: AnyEntry) -> tuple[str, ...]:
    """Return the ids of those who wrote, offer, host or did it; the owner when their own entry names nobody."""
    fields = entry.fields
    if fields.made_by is None:
        return ()
    return stated_makers(fields) or ((site.owner,) if site.owner and entry.trusted else ())


def _works_of(site: Site, firsts: list[AnyEntry]) -> Mapping[str, tuple[str, ...]]:
    return _inverse(
        (entry.id, dict.fromkeys((*makers(site, entry), *partners(entry)))) for entry in firsts if entry.fields.listed
    )


def partners(entry: AnyEntry) -> Iterator[str]:
    """Yield the ids of those who had a part in it, makers or not."""
    for name in entry.fields.made_with:
        named = getattr(entry.fields, name)
        yield from (named,) if named and isinstance(named, str) else named


def _vouches(site: Site, members: list[AnyEntry]) -> Iterable[Given]:
    accepted = {entry.id: frozenset(entry.fields.accepts.vouches) for entry in members}
    for giver in members:
        for vouch in giver.fields.vouches:
            receiver = vouch.member
            if receiver != giver.id and giver.id in accepted.get(receiver, ()) and _holds(site, vouch.until):
                yield Given(giver.id, receiver, vouch)


def _holds(site: Site, until: str) -> bool:
    return not until or not site.clock.passed(end_of_day(until, site.config.timezone))


def _testimonials(site: Site, firsts: list[AnyEntry]) -> Mapping[str, str]:
    """Return who speaks for each work. A member's words need that member's consent; an outsider's the author's file."""
    found = {}
    for entry in firsts:
        if isinstance(entry.fields, Work) and entry.fields.testimonial.text:
            by = entry.fields.testimonial.by
            member = site.best(by, site.config.default_lang)
            is_outsider = member is None and canonical(by, MEMBERS) not in site.known
            if is_outsider or (member and entry.id in member.fields.accepts.testimonials):
                found[entry.id] = by
    return found


def _asks(site: Site, firsts: list[AnyEntry], members: list[AnyEntry]) -> Iterable[Asked]:
    settled = {
        (answers.member, site.topics.key(answers.topic))
        for entry in firsts
        if isinstance(entry.fields, Collaboration) and (answers := entry.fields.answers).member
    }
    for member in members:
        for ask in member.fields.asks:
            open_now = not ask.answered_by and _holds(site, ask.until)
            if open_now and (member.id, site.topics.key(ask.topic)) not in settled:
                yield Asked(member.id, ask)


def _topics(site: Site, firsts: list[AnyEntry], asks: Iterable[Asked]) -> Mapping[str, tuple[str, ...]]:
    asked = _inverse((item.ask.topic, (item.member,)) for item in asks)

    def topics(entry: AnyEntry) -> list[str]:
        fields = entry.fields
        words: list[str] = []
        if isinstance(fields, Profile):
            words = [*(offered.topic for offered in fields.offers), *asked.get(entry.id, ())]
        elif isinstance(fields, Work | Offer | Circle):
            words = list(fields.topics)
        known = (tag for tag in entry.terms.get("tags", ()) if site.topics.topics and site.topics.knows(tag))
        return list(dict.fromkeys(site.topics.key(word) for word in (*words, *known)))

    return _inverse((entry.id, topics(entry)) for entry in firsts if entry.fields.listed)


def _cities(firsts: list[AnyEntry]) -> Mapping[str, Group]:
    found: dict[str, tuple[str, list[str]]] = {}
    for entry in firsts:
        city = getattr(entry.fields, "city", "")
        if city and entry.fields.listed:
            found.setdefault(slug_of(city), (city, []))[1].append(entry.id)
    return {slug: _group(name, ids) for slug, (name, ids) in sorted(found.items(), key=_slug_first)}


def _speaks(members: list[AnyEntry]) -> Mapping[str, Group]:
    found = _inverse((entry.id, dict.fromkeys(entry.fields.languages)) for entry in members)
    return {lang: _group(lang, [*ids]) for lang, ids in sorted(found.items()) if len(ids) < len(members)}


def _backlinks(site: Site, links: Links) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in site.entries.values():
        if not entry.fields.listed:
            continue
        linked = [entry_of(site, links, entry.source, target) for target in entry.targets]
        linked += [wiki_entry(site, links, entry.source, target, entry.lang) for target in entry.wikilinks]
        for target in linked:
            if target is not None and target.id != entry.id:
                found[target.id][entry.key] = None
    return {id: tuple(keys) for id, keys in found.items()}
