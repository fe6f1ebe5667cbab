"""The topics in use: how much each is used, and which of them look like one topic under two names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Set

import msgspec

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.schema.numbers import natural_key
from mingpian.site.relations import makers
from mingpian.site.site import AnyEntry, Site
from mingpian.site.topics.near import Why, near


class TopicUse(msgspec.Struct, frozen=True, kw_only=True):
    """How often a topic is named. `known` tells whether topics.toml has it (or whether there is none)."""

    key: str
    name: str
    known: bool
    offered: int = 0
    asked: int = 0
    services: int = 0
    works: int = 0
    circles: int = 0
    tagged: int = 0


class Merge(msgspec.Struct, frozen=True):
    """Two topics that look like one: `word` of the topic `other` is like `like` of the topic `into`."""

    into: str
    other: str
    like: str
    word: str
    why: Why = "spelling"


def uses(site: Site, lang: str) -> tuple[TopicUse, ...]:
    """Return every topic of the vocabulary and of the entries, by name."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in site.each(lang=lang):
        counts.update((site.topics.key(word), role) for word, role in _named(site, entry))
    keys = {key for key, _ in counts} | set(site.topics.topics)
    found = (
        TopicUse(
            key=key,
            name=site.topics.name(key, lang),
            known=site.topics.knows(key),
            **{role: counts[key, role] for role in _ROLES},
        )
        for key in keys
    )
    return tuple(sorted(found, key=lambda use: (natural_key(use.name), use.key)))


_ROLES = ("offered", "asked", "services", "works", "circles", "tagged")


def _named(site: Site, entry: AnyEntry) -> Iterable[tuple[str, str]]:
    match entry.fields:
        case Profile() as fields:
            yield from ((item.topic, "offered") for item in fields.offers)
            yield from ((item.topic, "asked") for item in fields.asks)
        case Offer() as fields:
            yield from ((word, "services") for word in fields.topics)
        case Work() as fields:
            yield from ((word, "works") for word in fields.topics)
        case Circle() as fields:
            yield from ((word, "circles") for word in fields.topics)
    if site.topics.topics:
        yield from ((tag, "tagged") for tag in entry.terms.get("tags", ()) if site.topics.knows(tag))


def merges(site: Site, used: Iterable[TopicUse]) -> tuple[Merge, ...]:
    """Return pairs of topics that look like one, and are not broader and narrower of each other.

    The one that topics.toml knows, or that is used more, is to stay.
    """
    weight = {use.key: (use.known, sum(getattr(use, role) for role in _ROLES)) for use in used}
    words = {key: _words(site, key) for key in weight}
    found: dict[tuple[str, str], Merge] = {}
    for (one, word), (other, like), why in near(words, _users(site)):
        by_length = {key: 0 if why == "spelling" else -len(key) for key in (one, other)}  # 网站, not 做网站
        into, lost = sorted(by_length, key=lambda key: (weight[key], by_length[key], key), reverse=True)
        if not _related(site, one, other):
            pair = (like, word) if into == other else (word, like)
            found.setdefault((into, lost), Merge(into, lost, *pair, why))
    return tuple(found[pair] for pair in sorted(found))


def _words(site: Site, key: str) -> tuple[str, ...]:
    topic = site.topics.topics.get(key)
    return tuple(dict.fromkeys((key, *topic.names.values(), *topic.synonyms) if topic else (key,)))


def _users(site: Site) -> dict[str, Set[str]]:
    """Return the members who name each topic, in their profiles or in what they made."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id in site.ids:
        entry = site.best(id, site.config.default_lang)
        if entry is not None:
            people = (id,) if isinstance(entry.fields, Profile) else makers(site, entry)
            for word, _role in _named(site, entry):
                found[site.topics.key(word)].update(people)
    return {**found}


def _related(site: Site, one: str, other: str) -> bool:
    topics = site.topics.topics
    return any(second in topics[first].broader for first, second in ((one, other), (other, one)) if first in topics)
