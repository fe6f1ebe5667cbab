"""How far a circle has come: forming, bonding or working together, by criteria that anybody can check."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from mingpian import AnyEntry, Circle, Collaboration, Event, Profile, SiteModel, seconds_of

Level = Literal["forming", "bonding", "working"]
Criterion = Literal[
    "belief", "stewards", "members", "event", "vouched", "voices", "collaborations", "answered"
]  # fmt: skip

TO_BOND: tuple[Criterion, ...] = ("belief", "stewards", "members", "event")
TO_WORK: tuple[Criterion, ...] = ("vouched", "voices", "collaborations", "answered")
"""What a circle needs to count as bonding, and then as working together."""

YEAR = 365 * 86_400  # seconds


class Stage(msgspec.Struct, frozen=True):
    """Where a circle stands, and which criteria it meets and misses."""

    circle: str
    level: Level
    met: tuple[Criterion, ...]
    missing: tuple[Criterion, ...]


def stages_of(model: SiteModel) -> tuple[Stage, ...]:
    """Return the stage of each circle."""
    found = []
    for entry in model.site.each(Circle):
        met = frozenset(_met(model, entry))
        level: Level = "forming"
        if met.issuperset(TO_BOND):
            level = "working" if met.issuperset(TO_WORK) else "bonding"
        missing = tuple(one for one in (*TO_BOND, *TO_WORK) if one not in met)
        held = tuple(one for one in (*TO_BOND, *TO_WORK) if one in met)
        found.append(Stage(entry.id, level, held, missing))
    return tuple(found)


def _met(model: SiteModel, circle: AnyEntry) -> Iterator[Criterion]:
    fields = circle.fields
    members = frozenset(model.relations.members_of.get(circle.id, ()))
    vouched = {given.receiver for given in model.relations.vouches if {given.giver, given.receiver} <= members}
    checks: tuple[tuple[Criterion, bool], ...] = (
        ("belief", bool(fields.belief)),
        ("stewards", bool(fields.stewards)),
        ("members", len(members) >= 3),
        ("event", any(_was_lately(model, entry) for entry in model.site.each(Event) if _is_of(entry, circle))),
        ("vouched", bool(members) and 2 * len(vouched) >= len(members)),
        ("voices", len(members & _voices(model)) >= 3),
        ("collaborations", any(_worked(model, entry, members) for entry in model.site.each(Collaboration))),
        ("answered", bool(set(_answered(model)) & {(one, other) for one in members for other in members})),
    )
    yield from (name for name, holds in checks if holds)


def _is_of(event: AnyEntry, circle: AnyEntry) -> bool:
    return circle.id in event.fields.circles


def _was_lately(model: SiteModel, event: AnyEntry) -> bool:
    start = seconds_of(event.fields.start, event.fields.timezone or model.site.config.timezone)
    now = model.site.clock.now
    repeats = bool(event.fields.repeats) and start <= now
    return event.fields.status == "confirmed" and (repeats or now - YEAR <= start <= now)


def _voices(model: SiteModel) -> frozenset[str]:
    """Return who published within a year."""

    def make() -> frozenset[str]:
        since = model.site.clock.now - YEAR
        return frozenset(
            member
            for member, ids in model.relations.works_of.items()
            if any(entry.published >= since for id in ids for entry in model.site.ids[id].values())
        )

    return model.remember(("voices",), make)


def _worked(model: SiteModel, entry: AnyEntry, members: frozenset[str]) -> bool:
    parties, confirmed = set(entry.fields.parties), set(entry.fields.confirmed_by)
    is_recent = entry.published >= model.site.clock.now - YEAR
    return is_recent and len(parties & members) >= 2 and parties <= confirmed


def _answered(model: SiteModel) -> Iterator[tuple[str, str]]:
    """Yield who asked and who answered."""
    for entry in model.site.each(Profile):
        for ask in entry.fields.asks:
            if ask.answered_by:
                yield entry.id, ask.answered_by
    for entry in model.site.each(Collaboration):
        asker = entry.fields.answers.member
        yield from ((asker, party) for party in entry.fields.parties if asker)
