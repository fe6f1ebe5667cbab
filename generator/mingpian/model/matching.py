"""Which member may have the answer to an open ask, and why. People get no score: what is weighed here orders the
matches of one ask, and is thrown away.

Nothing is compared with everything. An index leads from topics and rare terms to the members who have them; where two
are equal, a digest of both names decides, so that the same few members are not named everywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from math import log
from typing import Literal

import msgspec

from mingpian.content.topics import fold
from mingpian.model.matching_terms import phrases, shared, terms

Source = Literal["offered", "offers", "works", "with", "essays"]  # "with": a work that others led
Why = Literal[
    "topic", "synonym", "narrower", "broader", "text", "offers", "works", "essays", "city", "language", "circle",
    "acquainted", "no-language",
]  # fmt: skip

BEST = 3  # proposals for one ask
ENOUGH = 3.0  # weight of what they can do, below which there is no match
NEAR_BEST = 0.5  # of the best one's weight: what has less is left out
FAR = 3  # steps between people beyond which acquaintance tells nothing
_RARE = 0.02  # of all texts: a term that more of them have is common
_RARE_AT_LEAST = 3
_TEXT = 4.0  # the most that text can weigh
_TERMS = 24  # the rarest terms of an ask that are looked up


class Evidence(msgspec.Struct, frozen=True):
    """Something that shows what a member can do. `topics` are keys, `words` as they were written; `entry` is an id."""

    source: Source
    topics: tuple[str, ...]
    words: tuple[str, ...]
    text: str
    entry: str = ""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A member who may answer asks."""

    id: str
    city: str = ""
    languages: frozenset[str] = frozenset()
    circles: frozenset[str] = frozenset()
    evidence: tuple[Evidence, ...] = ()


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """An open ask: whose it is, its topic as key and as written, since when, and its text in all languages."""

    member: str
    topic: str
    word: str
    since: str = ""
    text: str = ""


class Reason(msgspec.Struct, frozen=True):
    """One reason, to be put into words by the page that shows it. `value` is a topic's key, a word, a city, a
    language, or the number of people between; `entry` the id of what shows it."""

    why: Why
    value: str = ""
    entry: str = ""


class Match(msgspec.Struct, frozen=True):
    """An ask and a member who may have its answer. `rare` are the shared terms that speak for it."""

    need: Need
    member: str
    reasons: tuple[Reason, ...]
    rare: tuple[str, ...] = ()


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Who has what. `above` gives all topics that a topic is a part of."""

    candidates: Mapping[str, Candidate]
    above: Mapping[str, frozenset[str]]
    known: Mapping[str, tuple[str, ...]]  # member -> members whom they vouched for, were vouched by, worked with
    below: Mapping[str, frozenset[str]] = {}
    by_topic: Mapping[str, tuple[str, ...]] = {}
    by_term: Mapping[str, tuple[str, ...]] = {}  # rare terms alone
    weights: Mapping[str, float] = {}  # rare term -> how much it tells


def index_of(
    candidates: Iterable[Candidate],
    others: Iterable[str],
    above: Mapping[str, frozenset[str]],
    known: Mapping[str, tuple[str, ...]],
) -> Index:
    """Index the candidates. `others` are further texts of the site, which tell what words are common."""
    listed = {candidate.id: candidate for candidate in candidates}
    texts = {id: terms("\n".join(item.text for item in one.evidence)) for id, one in listed.items()}
    counts: Counter[str] = Counter()
    total = 0
    for found in (*texts.values(), *map(terms, others)):
        counts.update(found)
        total += 1
    most = max(_RARE_AT_LEAST, int(total * _RARE))
    weights = {term: log(1 + total / count) for term, count in counts.items() if count <= most}
    below: defaultdict[str, set[str]] = defaultdict(set)
    for topic, broader in above.items():
        for one in broader:
            below[one].add(topic)
    return Index(
        candidates=listed,
        by_topic=_inverted((id, (key for item in one.evidence for key in item.topics)) for id, one in listed.items()),
        by_term=_inverted((id, (term for term in sorted(found) if term in weights)) for id, found in texts.items()),
        weights=weights,
        above=above,
        below={topic: frozenset(narrower) for topic, narrower in below.items()},
        known=known,
    )


def _inverted(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id, keys in pairs:
        for key in keys:
            found[key][id] = None
    return {key: tuple(ids) for key, ids in found.items()}


class Decisions(msgspec.Struct, frozen=True):
    """Members who were proposed for an ask before: those who still stand, and those who were declined."""

    standing: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()


def matches(index: Index, needs: Sequence[Need], decided: Mapping[Need, Decisions]) -> Iterator[Match]:
    """Yield new matches for each ask, the likeliest first: as many as make `BEST` with those that stand."""
    by_member: defaultdict[str, list[Need]] = defaultdict(list)
    for need in needs:
        by_member[need.member].append(need)
    for member, theirs in by_member.items():
        near = distances(index, member)
        for need in theirs:
            yield from _matches(index, need, decided.get(need, Decisions()), near)


def _matches(index: Index, need: Need, decided: Decisions, near: Mapping[str, int]) -> Iterator[Match]:
    rare = _rare_terms(index, need)
    weighed = []
    for id in _reached(index, need, rare):
        if id != need.member and id not in decided.declined:
            ability = _ability(index, need, index.candidates[id], rare)
            if ability >= ENOUGH:
                weighed.append((ability + _nearness(index, need, index.candidates[id], near), ability, id))
    weighed.sort(key=lambda item: (-item[0], _drawn(need, item[2])))
    best = max((ability for _, ability, _ in weighed), default=0)
    room = BEST - len(decided.standing)
    fit = (id for _, ability, id in weighed if ability >= best * NEAR_BEST and id not in decided.standing)
    yield from (match_of(index, need, id, rare, near) for id in islice(fit, max(0, room)))


def _drawn(need: Need, id: str) -> bytes:
    return blake2b(f"{need.member} {need.topic} {id}".encode(), digest_size=8).digest()


def _rare_terms(index: Index, need: Need) -> frozenset[str]:
    weights = index.weights
    found = sorted((-weights[term], term) for term in terms(need.text) if term in index.by_term)
    return frozenset(term for _, term in found[:_TERMS])


def _reached(index: Index, need: Need, rare: Iterable[str]) -> dict[str, None]:
    """Return all members who share the topic, one above or below it, or a rare term."""
    topics = (need.topic, *sorted(index.below.get(need.topic, ())), *sorted(index.above.get(need.topic, ())))
    found = dict.fromkeys(id for topic in topics for id in index.by_topic.get(topic, ()))
    found.update(dict.fromkeys(id for term in sorted(rare) for id in index.by_term[term]))
    return found


_FIT: Mapping[str, float] = {"topic": 6, "narrower": 4, "broader": 2}
_WORTH: Mapping[Source, float] = {"offered": 1, "offers": 1, "works": 0.6, "with": 0.4, "essays": 0.25}


def _ability(index: Index, need: Need, candidate: Candidate, rare: frozenset[str]) -> float:
    """Weigh what a member can do about an ask: the best evidence of the topic, a little for more, and the text."""
    found = sorted((_worth(index, need, item) for item in candidate.evidence), reverse=True)
    topic = found[0] + 0.2 * sum(found[1:4]) if found else 0
    return topic + (_text_weight(index, candidate, rare) if rare else 0)


def _worth(index: Index, need: Need, item: Evidence) -> float:
    return max((_FIT.get(_fit(index, need.topic, key), 0) for key in item.topics), default=0) * _WORTH[item.source]


def _fit(index: Index, asked: str, offered: str) -> str:
    if asked == offered:
        return "topic"
    if asked in index.above.get(offered, ()):
        return "narrower"
    return "broader" if offered in index.above.get(asked, ()) else ""


def _text_weight(index: Index, candidate: Candidate, rare: frozenset[str]) -> float:
    """Weigh the rare terms that both texts have. Two that stand apart tell something; a lone one is chance."""
    best = 0.0
    for item in candidate.evidence:
        pieces = [[term for term in phrase if term in rare] for phrase in set(phrases(item.text))]
        told = sorted({max(piece, key=index.weights.__getitem__) for piece in pieces if piece})
        if len(told) > 1:
            best = max(best, sum(index.weights[term] for term in told) / 2.5 * _TRUST[item.source])
    return min(best, _TEXT)


_TRUST: Mapping[Source, float] = {"offered": 1, "offers": 1, "works": 0.9, "with": 0.5, "essays": 0.6}


def _nearness(index: Index, need: Need, candidate: Candidate, near: Mapping[str, int]) -> float:
    """Weigh how easily two people can meet."""
    asker = index.candidates.get(need.member)
    steps = near.get(candidate.id, 0)
    weight = (0, 1.5, 1, 0.5)[steps]
    if asker is not None:
        weight += 1 if asker.city and asker.city == candidate.city else 0
        weight += min(1.0, 0.5 * len(asker.circles & candidate.circles))
        weight -= 2 if _no_common_language(asker, candidate) else 0
    return weight


def _no_common_language(one: Candidate, other: Candidate) -> bool:
    return bool(one.languages and other.languages and not one.languages & other.languages)


def distances(index: Index, member: str) -> dict[str, int]:
    """Return how many steps of vouches and collaborations lead to each member who is near."""
    found, front = {member: 0}, [member]
    for step in range(1, FAR + 1):
        front = [other for one in front for other in index.known.get(one, ()) if found.setdefault(other, step) == step]
    return found


def match_of(index: Index, need: Need, id: str, rare: Iterable[str], near: Mapping[str, int]) -> Match:
    """Return the reasons why a member may have the answer; none when nothing speaks for it (any more)."""
    candidate, wanted = index.candidates[id], frozenset(rare)
    can = tuple(dict.fromkeys(_abilities(index, need, candidate, wanted)))
    if not can:
        return Match(need, id, ())
    told = tuple(sorted(wanted & frozenset().union(*(terms(item.text) for item in candidate.evidence))))
    return Match(need, id, (*can, *_circumstances(index, need, candidate, near)), told)


def _abilities(index: Index, need: Need, candidate: Candidate, rare: frozenset[str]) -> Iterator[Reason]:
    """Yield what a member can do about an ask; what is only near the topic where nothing is nearer."""
    found = [
        (fit, _reason(need, item, key, word, fit))
        for item in candidate.evidence
        for key, word in zip(item.topics, item.words, strict=True)
        if (fit := _fit(index, need.topic, key))
    ]
    nearest = next((fit for fit in _FIT if any(fit == other for other, _ in found)), "")
    yield from sorted((reason for fit, reason in found if fit == nearest), key=lambda reason: _ORDER.index(reason.why))
    for item in candidate.evidence:
        pieces = shared(item.text, rare)
        if len(pieces) > 1:
            yield Reason("text", "\n".join(pieces[:4]), item.entry)


def _reason(need: Need, item: Evidence, key: str, word: str, fit: str) -> Reason:
    if item.source in ("offers", "works", "with", "essays"):
        return Reason("works" if item.source == "with" else item.source, key, item.entry)
    is_other_word = fit == "topic" and fold(word) not in (fold(need.word), fold(key))
    return Reason("synonym", word) if is_other_word else Reason(_WHY[fit], key)


_ORDER = ("topic", "synonym", "narrower", "broader", "offers", "works", "essays")
_WHY: Mapping[str, Why] = {"topic": "topic", "narrower": "narrower", "broader": "broader"}


def _circumstances(index: Index, need: Need, candidate: Candidate, near: Mapping[str, int]) -> Iterator[Reason]:
    asker = index.candidates.get(need.member)
    steps = near.get(candidate.id, 0)
    if steps:
        yield Reason("acquainted", str(steps - 1))
    if asker is None:
        return
    if asker.city and asker.city == candidate.city:
        yield Reason("city", candidate.city)
    for circle in sorted(asker.circles & candidate.circles):
        yield Reason("circle", entry=circle)
    if _no_common_language(asker, candidate):
        yield Reason("no-language")
    for language in sorted(asker.languages & candidate.languages):
        yield Reason("language", language)
