"""Why a member may have the answer to an ask."""

from collections.abc import Iterable, Iterator, Mapping

from mingpian.content.data_files.topics import fold_topic
from mingpian.matching.terms import shared, terms_of
from mingpian.matching.values import Candidate, Evidence, Match, Need, Reason, Register, fit, speak_apart


def match_of(register: Register, need: Need, id: str, rare: Iterable[str], near: Mapping[str, int]) -> Match:
    """Return the reasons why a member may have the answer; none when nothing speaks for it (any more)."""
    candidate, wanted = register.candidates[id], frozenset(rare)
    can = tuple(dict.fromkeys(_abilities(register, need, candidate, wanted)))
    if not can:
        return Match(need, id, ())
    texts = (terms_of(item.text) for item in candidate.evidence if wanted)
    told = tuple(sorted(wanted & frozenset().union(*texts)))
    return Match(need, id, (*can, *_circumstances(register, need, candidate, near)), told)


def _abilities(register: Register, need: Need, candidate: Candidate, rare: frozenset[str]) -> Iterator[Reason]:
    """Yield what a member can do about an ask; what is only near the topic where nothing is nearer."""
    found = [
        (how, _reason(need, item, key, word, how))
        for item in candidate.evidence
        for key, word in zip(item.topics, item.words, strict=True)
        if (how := fit(register, need.topic, key))
    ]
    nearest = next((how for how in _NEAR if any(how == other for other, _ in found)), "")
    yield from sorted((reason for how, reason in found if how == nearest), key=_place)
    for item in candidate.evidence if rare else ():
        pieces = shared(item.text, rare)
        if len(pieces) > 1:
            yield Reason("text", "\n".join(pieces[:4]), item.entry)


def _place(reason: Reason) -> int:
    """Return where a reason stands: what the profile offers comes before what entries show."""
    return _BY_PROFILE.index(reason.why) if reason.why in _BY_PROFILE else len(_BY_PROFILE)


def _reason(need: Need, item: Evidence, key: str, word: str, how: str) -> Reason:
    if item.entry:
        return Reason(item.kind, key, item.entry)
    is_other_word = how == "topic" and fold_topic(word) not in (fold_topic(need.word), fold_topic(key))
    return Reason("synonym", word) if is_other_word else Reason(how, key)


_NEAR = ("topic", "narrower", "broader")
_BY_PROFILE = ("topic", "synonym", "narrower", "broader")


def _circumstances(register: Register, need: Need, candidate: Candidate, near: Mapping[str, int]) -> Iterator[Reason]:
    asker = register.candidates.get(need.member)
    steps = near.get(candidate.id, 0)
    if steps:
        yield Reason("acquainted", str(steps - 1))
    if asker is None:
        return
    if asker.city and asker.city == candidate.city:
        yield Reason("city", candidate.city)
    for circle in sorted(asker.circles & candidate.circles):
        yield Reason("circle", entry=circle)
    if speak_apart(asker, candidate):
        yield Reason("no-language")
    for language in sorted(asker.languages & candidate.languages):
        yield Reason("language", language)
