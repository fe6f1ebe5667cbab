"""How far a circle has come: forming, bonding or working together, by criteria that anybody can check."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Profile
from mingpian.model.site import AnyEntry
from mingpian.model.world import World
from mingpian.schema.dates import seconds

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


def stages(world: World) -> tuple[Stage, ...]:
    """Return the stage of each circle."""
    found = []
    for id in world.site.ids:
        entry = world.site.best(id, world.site.config.default_lang)
        if entry is not None and isinstance(entry.fields, Circle):
            met = frozenset(_met(world, entry))
            level: Level = "forming"
            if met.issuperset(TO_BOND):
                level = "working" if met.issuperset(TO_WORK) else "bonding"
            missing = tuple(one for one in (*TO_BOND, *TO_WORK) if one not in met)
            held = tuple(one for one in (*TO_BOND, *TO_WORK) if one in met)
            found.append(Stage(id, level, held, missing))
    return tuple(found)


def _met(world: World, circle: AnyEntry) -> Iterator[Criterion]:
    fields = circle.fields
    members = frozenset(world.relations.members_of.get(circle.id, ()))
    vouched = {given.receiver for given in world.relations.vouches if {given.giver, given.receiver} <= members}
    checks: tuple[tuple[Criterion, bool], ...] = (
        ("belief", bool(fields.belief)),
        ("stewards", bool(fields.stewards)),
        ("members", len(members) >= 3),
        ("event", any(_was_lately(world, entry) for entry in _entries(world, Event) if _is_of(entry, circle))),
        ("vouched", bool(members) and 2 * len(vouched) >= len(members)),
        ("voices", len(members & _voices(world)) >= 3),
        ("collaborations", any(_worked(world, entry, members) for entry in _entries(world, Collaboration))),
        ("answered", bool(set(_answered(world)) & {(one, other) for one in members for other in members})),
    )
    yield from (name for name, holds in checks if holds)


def _entries(world: World, fields: type) -> Iterator[AnyEntry]:
    for id in world.site.ids:
        entry = world.site.best(id, world.site.config.default_lang)
        if entry is not None and isinstance(entry.fields, fields):
            yield entry


def _is_of(event: AnyEntry, circle: AnyEntry) -> bool:
    return circle.id in event.fields.circles


def _was_lately(world: World, event: AnyEntry) -> bool:
    start = seconds(event.fields.start, event.fields.timezone or world.site.config.timezone)
    now = world.site.clock.now
    repeats = bool(event.fields.repeats) and start <= now
    return event.fields.status == "confirmed" and (repeats or now - YEAR <= start <= now)


def _voices(world: World) -> frozenset[str]:
    """Return who published within a year."""

    def make() -> frozenset[str]:
        since = world.site.clock.now - YEAR
        return frozenset(
            member
            for member, ids in world.relations.works_of.items()
            if any(entry.published >= since for id in ids for entry in world.site.ids[id].values())
        )

    return world.remember(("voices",), make)


def _worked(world: World, entry: AnyEntry, members: frozenset[str]) -> bool:
    parties, confirmed = set(entry.fields.parties), set(entry.fields.confirmed_by)
    is_recent = entry.published >= world.site.clock.now - YEAR
    return is_recent and len(parties & members) >= 2 and parties <= confirmed


def _answered(world: World) -> Iterator[tuple[str, str]]:
    """Yield who asked and who answered."""
    for entry in _entries(world, Profile):
        for ask in entry.fields.asks:
            if ask.answered_by:
                yield entry.id, ask.answered_by
    for entry in _entries(world, Collaboration):
        asker = entry.fields.answers.member
        yield from ((asker, party) for party in entry.fields.parties if asker)
