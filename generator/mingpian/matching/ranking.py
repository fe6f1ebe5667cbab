"""Which member may have the answer to an open ask. People get no score: what is weighed here orders the matches of
one ask, and is thrown away.

Nothing is compared with everything. An index leads from topics and rare terms to the members who have them, and of
many equals only those are looked at who are near, and a few more. Where two are equal, a digest of the names decides,
so that the same few members are not named everywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice

import msgspec

from mingpian.matching.index import Able, Index, tie_breaker
from mingpian.matching.reasons import match_of
from mingpian.matching.terms import terms_of
from mingpian.matching.values import Candidate, Match, Need, distances, speak_apart

BEST = 3  # proposals for one ask
ENOUGH = 3.0  # weight of what they can do, below which there is no match
NEAR_BEST = 0.7  # of the best one's weight: what has less is left out
_TEXT = 4.0  # the most that text can weigh
_TERM = 1.75  # what one shared term weighs that no other text has
_TERMS = 24  # the rarest terms of an ask that are looked up
_NOBODY = Able({}, (), {}, {})


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
        near = distances(index.register, member)
        for need in theirs:
            yield from _matches(index, need, decided.get(need, Decisions()), near)


def _matches(index: Index, need: Need, decided: Decisions, near: Mapping[str, int]) -> Iterator[Match]:
    members = index.register.candidates
    asker = members.get(need.member, Candidate(id=need.member))
    rare = _rare_terms(index, need)
    texts = _by_text(index, rare)
    able = index.able.get(need.topic, _NOBODY)
    left_out = decided.declined | {need.member}
    able_ones = []
    for id in _pool(index, able, asker, near, (texts, left_out | decided.standing)):
        ability = able.weights.get(id, 0) + texts.get(id, 0)
        if ability >= ENOUGH and id not in left_out:
            able_ones.append((ability, id))
    best = max(able_ones, default=(0, ""))[0] * NEAR_BEST
    weighed = [
        (ability + _nearness(asker, members[id], near), id)
        for ability, id in able_ones
        if ability >= best and id not in decided.standing
    ]
    for id in _first(weighed, BEST - len(decided.standing), need):
        yield match_of(index.register, need, id, rare if id in texts else (), near)


def _first(weighed: list[tuple[float, str]], room: int, need: Need) -> list[str]:
    """Return the ids of the `room` heaviest; of equals, those whom the draw prefers."""
    if room < 1:
        return []
    least = nlargest(room, (weight for weight, _ in weighed))[-1:]
    in_reach = ((weight, id) for weight, id in weighed if weight >= least[0])
    ordered = sorted(in_reach, key=lambda item: (-item[0], tie_breaker(need.member, need.topic, item[1])))
    return [id for _, id in ordered[:room]]


def _pool(
    index: Index,
    able: Able,
    asker: Candidate,
    near: Mapping[str, int],
    special: tuple[Iterable[str], frozenset[str]],
) -> dict[str, None]:
    """Return all members who are near or share words, and of the others as many of the ablest as can matter."""
    texts, decided = special
    pool = dict.fromkeys(texts)
    pool.update(dict.fromkeys(id for id in near if id in able.weights))
    pool.update(dict.fromkeys(able.by_city.get(asker.city, ())))
    for circle in sorted(asker.circles):
        pool.update(dict.fromkeys(able.by_circle.get(circle, ())))
    pool.update(dict.fromkeys(id for id in decided if id in able.weights))
    others = (id for id in _turned(able, asker.id) if id not in pool)
    members = index.register.candidates
    pool.update(dict.fromkeys(islice((id for id in others if not speak_apart(asker, members[id])), BEST)))
    pool.update(dict.fromkeys(islice((id for id in _turned(able, asker.id) if id not in pool), BEST)))
    return pool


def _turned(able: Able, asker: str) -> Iterator[str]:
    """Yield the ablest first; among equals each asker starts somewhere else."""
    start = tie_breaker(asker)
    for rank in able.ranks:
        at = start[0] * 256 + start[1]
        first = at * len(rank) >> 16
        yield from rank[first:]
        yield from rank[:first]


def _rare_terms(index: Index, need: Need) -> frozenset[str]:
    found = sorted((-index.weights[term], term) for term in terms_of(need.text) if term in index.by_term)
    return frozenset(term for _, term in found[:_TERMS])


def _by_text(index: Index, rare: frozenset[str]) -> dict[str, float]:
    """Weigh the members with whom an ask shares at least two rare terms."""
    counts = Counter(id for term in sorted(rare) for id in index.by_term[term])
    weights = ((id, _text_weight(index, id, rare)) for id, count in counts.items() if count > 1)
    return {id: weight for id, weight in weights if weight}


def _text_weight(index: Index, id: str, rare: frozenset[str]) -> float:
    """Weigh the rare terms that both texts have. Several tell something; a lone one is chance."""
    best = 0.0
    for weight, rows in index.rows[id]:
        told = {term for row in rows for term in _apart(row, rare)}
        if len(told) > 1:
            best = max(best, sum(sorted(map(index.weights.__getitem__, told))) * weight)
    return min(best * _TERM, _TEXT)


def _apart(row: Sequence[str], rare: frozenset[str]) -> Iterator[str]:
    """Yield the rare terms of a row of which none overlaps with the one before: every second of those that touch."""
    taken = False
    for term in row:
        taken = term in rare and not taken
        if taken:
            yield term


def _nearness(asker: Candidate, candidate: Candidate, near: Mapping[str, int]) -> float:
    """Weigh how easily two people can meet."""
    weight = (0, 1.5, 1, 0.5)[near.get(candidate.id, 0)]
    weight += 1 if asker.city and asker.city == candidate.city else 0
    weight += min(1.0, 0.5 * len(asker.circles & candidate.circles))
    return weight - (2 if speak_apart(asker, candidate) else 0)
