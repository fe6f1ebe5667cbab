"""The matches that the host approved, as the asker's page and an introduction show them: with reasons of today."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mingpian.content.data_files.matches import Decision
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import Profile
from mingpian.matching.introductions import chain
from mingpian.matching.reasons import match_of
from mingpian.matching.subjects import needs, register_of_model
from mingpian.matching.values import Match, Need, Reason, Register, distances
from mingpian.queries import cards
from mingpian.queries.views import Because, Suggested
from mingpian.site.model import SiteModel


def suggested(model: SiteModel, id: str, lang: str) -> tuple[Suggested, ...]:
    """Return who may have the answers to a member's open asks, as far as the host approved it and it is still so."""
    rows = model.remember(("approved",), lambda: _by_asker(model))
    return tuple(_suggested(model, rows.get(id, ()), lang)) if id in rows else ()


def _by_asker(model: SiteModel) -> dict[str, list[Decision]]:
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for row in model.matches:
        if row.decision == "approved":
            found[row.asker].append(row)
    return dict(found)


def _suggested(model: SiteModel, rows: Iterable[Decision], lang: str) -> Iterator[Suggested]:
    asks = open_needs(model)
    for row in rows:
        need = asks.get(need_key(model, row))
        if need is None:
            continue
        match = matched(model, need, row.member, row.terms)
        person = cards.person(model, match.member, lang)
        if person and match.reasons:
            reasons = suggestion_reasons(model, match, lang)
            yield Suggested(cards.topic_link(model, need.topic, lang), need.since, person, reasons)


def open_needs(model: SiteModel) -> dict[tuple[str, str, str], Need]:
    """Return the open asks by member, topic and day."""
    return model.remember(
        ("needs",), lambda: {(need.member, fold_topic(need.topic), need.since): need for need in needs(model)}
    )


def need_key(model: SiteModel, row: Decision) -> tuple[str, str, str]:
    """Return what an ask in matches.toml is found by, whichever word of the topic it names."""
    return row.asker, fold_topic(model.site.topics.key(row.topic)), row.since


def matched(model: SiteModel, need: Need, member: str, rare: Iterable[str]) -> Match:
    """Return why a member may have the answer to an ask; without reasons when there are none (any more)."""
    register: Register = model.remember(("register",), lambda: register_of_model(model))
    if member not in register.candidates:
        return Match(need, member, ())
    return match_of(register, need, member, rare, distances(register, need.member))


def suggestion_reasons(model: SiteModel, match: Match, lang: str) -> tuple[Because, ...]:
    """Return the reasons of a match in the terms of a page: names, cards and people in place of ids."""
    return tuple(_because(model, match, reason, lang) for reason in match.reasons)


def _because(model: SiteModel, match: Match, reason: Reason, lang: str) -> Because:
    entry = model.site.best(reason.entry, lang) if reason.entry else None
    card = cards.card_of(model, entry) if entry else None
    if reason.why in ("topic", "narrower", "broader") or reason.why in kinds():
        return Because(reason.why, model.site.topics.name(reason.value, lang), card)
    if reason.why == "acquainted":
        between = chain(model, match.need.member, match.member)[1:-1]
        names = tuple(person.name for person in cards.persons(model, between, lang))
        return Because("through" if names else "acquainted", " → ".join(names))
    if reason.why == "city":
        return Because("city", _city(model, match.member, lang))
    return Because(reason.why, reason.value.replace("\n", " · "), card)


def _city(model: SiteModel, member: str, lang: str) -> str:
    entry = model.site.best(member, lang)
    return entry.fields.city if entry and isinstance(entry.fields, Profile) else ""
