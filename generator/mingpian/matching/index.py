"""The index of matching: from topics and rare terms to the members who have them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from math import log

import msgspec

from mingpian.matching.terms import terms_by_run
from mingpian.matching.values import Candidate, Evidence, Register, fit

_RARE = 0.02  # of all texts: a term that more of them have is common
_RARE_AT_LEAST, _RARE_AT_MOST = 3, 50  # texts

_FIT: Mapping[str, float] = {"topic": 6, "narrower": 4, "broader": 2}
_MORE = 0.2  # of the worth of further evidence, beside the best
_FURTHER = 3  # pieces of it that count

Rows = tuple[tuple[str, ...], ...]  # rare terms of a text, those of one unbroken run of characters together


class Able(msgspec.Struct, frozen=True):
    """Who can do something about a topic, with its weight; `ranks` are those of equal weight, the heaviest first, in
    an order that has nothing to do with who they are."""

    weights: Mapping[str, float]
    ranks: tuple[tuple[str, ...], ...]
    by_city: Mapping[str, tuple[str, ...]]
    by_circle: Mapping[str, tuple[str, ...]]


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Who has what."""

    register: Register
    able: Mapping[str, Able]  # topic ->
    by_term: Mapping[str, tuple[str, ...]]  # rare term -> members
    rows: Mapping[
        str, tuple[tuple[float, Rows], ...]
    ]  # member -> the weight and the rare terms of each piece of evidence
    weights: Mapping[str, float]  # rare term -> how much it tells, at most 1


def index_of(register: Register, others: Iterable[str], topics: Iterable[str]) -> Index:
    """Index the members for asks about `topics`. `others` are further texts of the site: they tell what is common."""
    members = register.candidates
    runs = {id: [(item.for_text, terms_by_run(item.text)) for item in one.evidence] for id, one in members.items()}
    weights = _weights([*(_terms(rows for _, rows in found) for found in runs.values()), *map(_terms_of, others)])
    rows = {id: tuple((weight, _kept(found, weights)) for weight, found in items) for id, items in runs.items()}
    by_term: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id, items in rows.items():
        for _, kept in items:
            for row in kept:
                for term in row:
                    by_term[term][id] = None
    return Index(
        register=register,
        able=_able(register, sorted(set(topics))),
        by_term={term: tuple(ids) for term, ids in by_term.items()},
        rows=rows,
        weights=weights,
    )


def _terms(texts: Iterable[Rows]) -> frozenset[str]:
    return frozenset(term for rows in texts for row in rows for term in row)


def _terms_of(text: str) -> frozenset[str]:
    return _terms((terms_by_run(text),))


def _weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weigh the terms that few texts have: 1 for a term of one text alone, less for others (inverse frequency)."""
    counts: Counter[str] = Counter()
    for found in texts:
        counts.update(found)
    total = len(texts)
    most = min(max(_RARE_AT_LEAST, int(total * _RARE)), _RARE_AT_MOST)
    return {term: log(1 + total / count) / log(1 + total) for term, count in counts.items() if count <= most}


def _kept(rows: Rows, weights: Mapping[str, float]) -> Rows:
    kept = (tuple(term if term in weights else "" for term in row) for row in rows)
    return tuple(row for row in kept if any(row))


def _able(register: Register, topics: Sequence[str]) -> dict[str, Able]:
    having: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id, one in register.candidates.items():
        for item in one.evidence:
            for key in item.topics:
                having[key][id] = None
    return {topic: _able_in(register, topic, having) for topic in topics}


def _able_in(register: Register, topic: str, having: Mapping[str, Iterable[str]]) -> Able:
    near = (key for key in having if fit(register, topic, key))
    ids = dict.fromkeys(id for key in near for id in having[key])
    weights = {id: _weight(register, topic, register.candidates[id].evidence) for id in ids}
    ranks: defaultdict[float, list[str]] = defaultdict(list)
    by_city: defaultdict[str, list[str]] = defaultdict(list)
    by_circle: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(ids, key=tie_breaker):
        ranks[weights[id]].append(id)
        _place(by_city, by_circle, register.candidates[id])
    return Able(
        weights,
        tuple(tuple(ranks[weight]) for weight in sorted(ranks, reverse=True)),
        {city: tuple(found) for city, found in by_city.items()},
        {circle: tuple(found) for circle, found in by_circle.items()},
    )


def _place(by_city: dict[str, list[str]], by_circle: dict[str, list[str]], one: Candidate) -> None:
    if one.city:
        by_city[one.city].append(one.id)
    for circle in one.circles:
        by_circle[circle].append(one.id)


def _weight(register: Register, topic: str, evidence: Iterable[Evidence]) -> float:
    """Weigh the best evidence for a topic, and a little for more."""
    found = sorted((_worth(register, topic, item) for item in evidence), reverse=True)
    return found[0] + _MORE * sum(found[1 : 1 + _FURTHER]) if found else 0


def _worth(register: Register, topic: str, item: Evidence) -> float:
    return max((_FIT.get(fit(register, topic, key), 0) for key in item.topics), default=0) * item.for_topic


def tie_breaker(*names: str) -> bytes:
    """Return what decides between equals: a digest, so that nobody is always first."""
    return blake2b("\n".join(names).encode(), digest_size=8).digest()
