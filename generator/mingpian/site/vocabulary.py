"""The topics in use: how much each is used, and which of them look like one topic under two names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import combinations

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.site.site import AnyEntry, Site

_ALIKE = 0.8  # of two words: the share of their characters that they have in common, in order
_SHARED = 200  # words with one pair of characters; a pair that more have tells nothing


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
    return tuple(sorted(found, key=lambda use: (use.name.casefold(), use.key)))


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
    """Return pairs of topics with names that are nearly the same, and are not broader and narrower of each other.

    The one that topics.toml knows, or that is used more, is to stay.
    """
    weight = {use.key: (use.known, sum(getattr(use, role) for role in _ROLES)) for use in used}
    words = {key: _words(site, key) for key in weight}
    found: dict[tuple[str, str], Merge] = {}
    for (one, word), (other, like) in _near(words):
        into, lost = sorted((one, other), key=lambda key: (weight[key], key), reverse=True)
        if not _related(site, one, other):
            pair = (like, word) if into == other else (word, like)
            found.setdefault((into, lost), Merge(into, lost, *pair))
    return tuple(found[pair] for pair in sorted(found))


def _words(site: Site, key: str) -> tuple[str, ...]:
    topic = site.topics.topics.get(key)
    return tuple(dict.fromkeys((key, *topic.names.values(), *topic.synonyms) if topic else (key,)))


Word = tuple[str, str]  # of a topic: its key, and the word


def _near(words: Mapping[str, tuple[str, ...]]) -> list[tuple[Word, Word]]:
    """Compare only words that share a pair of characters, so that long lists take no time."""
    having: defaultdict[str, list[Word]] = defaultdict(list)
    for key, listed in words.items():
        for word in listed:
            for pair in _pairs(fold_topic(word)):
                having[pair].append((key, word))
    pairs = {
        (one, other) if one < other else (other, one)
        for group in having.values()
        if len(group) <= _SHARED
        for one, other in combinations(group, 2)
        if one[0] != other[0]
    }
    return sorted(pair for pair in pairs if _are_alike(fold_topic(pair[0][1]), fold_topic(pair[1][1])))


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(max(1, len(word) - 1))}


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 4 or longer - shorter > max(1, longer // 6):  # what one of them adds is a meaning of its own
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _related(site: Site, one: str, other: str) -> bool:
    topics = site.topics.topics
    return any(second in topics[first].broader for first, second in ((one, other), (other, one)) if first in topics)
