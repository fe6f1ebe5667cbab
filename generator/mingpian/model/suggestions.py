"""The matches that the host approved, as the asker's page and an introduction show them: with reasons of today."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mingpian.content.kinds.member import Profile
from mingpian.content.matches import Decided
from mingpian.content.topics import fold
from mingpian.model import cards
from mingpian.model.introductions import chain
from mingpian.model.matching_reasons import match_of
from mingpian.model.matching_subjects import needs, register_of_world
from mingpian.model.matching_values import Match, Need, Reason, Register, distances
from mingpian.model.views import Because, Suggested
from mingpian.model.world import World


def suggested(world: World, id: str, lang: str) -> tuple[Suggested, ...]:
    """Return who may have the answers to a member's open asks, as far as the host approved it and it is still so."""
    rows = world.remember(("approved",), lambda: _by_asker(world))
    return tuple(_suggested(world, rows.get(id, ()), lang)) if id in rows else ()


def _by_asker(world: World) -> dict[str, list[Decided]]:
    found: defaultdict[str, list[Decided]] = defaultdict(list)
    for row in world.matches:
        if row.decision == "approved":
            found[row.asker].append(row)
    return dict(found)


def _suggested(world: World, rows: Iterable[Decided], lang: str) -> Iterator[Suggested]:
    asks = open_needs(world)
    for row in rows:
        need = asks.get(need_key(world, row))
        if need is None:
            continue
        match = matched(world, need, row.member, row.terms)
        person = cards.person(world, match.member, lang)
        if person and match.reasons:
            reasons = told(world, match, lang)
            yield Suggested(cards.topic(world, need.topic, lang), need.since, person, reasons)


def open_needs(world: World) -> dict[tuple[str, str, str], Need]:
    """Return the open asks by member, topic and day."""
    return world.remember(
        ("needs",), lambda: {(need.member, fold(need.topic), need.since): need for need in needs(world)}
    )


def need_key(world: World, row: Decided) -> tuple[str, str, str]:
    """Return what an ask in matches.toml is found by, whichever word of the topic it names."""
    return row.asker, fold(world.site.topics.key(row.topic)), row.since


def matched(world: World, need: Need, member: str, rare: Iterable[str]) -> Match:
    """Return why a member may have the answer to an ask; without reasons when there are none (any more)."""
    register: Register = world.remember(("register",), lambda: register_of_world(world))
    if member not in register.candidates:
        return Match(need, member, ())
    return match_of(register, need, member, rare, distances(register, need.member))


def told(world: World, match: Match, lang: str) -> tuple[Because, ...]:
    """Return the reasons of a match in the terms of a page: names, cards and people in place of ids."""
    return tuple(_because(world, match, reason, lang) for reason in match.reasons)


def _because(world: World, match: Match, reason: Reason, lang: str) -> Because:
    entry = world.site.best(reason.entry, lang) if reason.entry else None
    card = cards.card_of(world, entry) if entry else None
    if reason.why in ("topic", "narrower", "broader", "offers", "works", "essays"):
        return Because(reason.why, world.site.topics.name(reason.value, lang), card)
    if reason.why == "acquainted":
        between = chain(world, match.need.member, match.member)[1:-1]
        names = tuple(person.name for person in cards.persons(world, between, lang))
        return Because("through" if names else "acquainted", " → ".join(names))
    if reason.why == "city":
        return Because("city", _city(world, match.member, lang))
    return Because(reason.why, reason.value.replace("\n", " · "), card)


def _city(world: World, member: str, lang: str) -> str:
    entry = world.site.best(member, lang)
    return entry.fields.city if entry and isinstance(entry.fields, Profile) else ""
