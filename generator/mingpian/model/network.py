"""The network of members: who is in which circle, who vouched for whom, who worked together, who brought in whom.

On a large site the whole is shown by circle: circles are its places, and two are joined by the people whom they share
and by what crosses between them. Each circle then has a network of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.member import Profile
from mingpian.model.pieces import Alternate, Term
from mingpian.model.surroundings import label
from mingpian.model.world import World
from mingpian.schema.references import slug_in

LARGE = 120  # members; more are shown by circle first

KINDS = ("circle", "vouch", "collaboration", "invitation")


class Place(msgspec.Struct, frozen=True):
    """A member or a circle on the map. `size` is the number of a circle's members, `url` where it leads."""

    id: str
    name: str
    lang: str
    url: str
    size: int = 0

    @property
    def is_circle(self) -> bool:
        """Tell a circle from a member."""
        return self.id.startswith("circles/")


class Tie(msgspec.Struct, frozen=True, order=True):
    """What joins two places (their indexes), and how often."""

    one: int
    other: int
    kind: str
    times: int = 1


class Network(msgspec.Struct, frozen=True):
    """Places and ties of one map. `within` is the circle that it is of; `by_circle` tells that members are left out."""

    places: tuple[Place, ...]
    ties: tuple[Tie, ...]
    within: Term | None = None
    by_circle: bool = False
    alternates: tuple[Alternate, ...] = ()


def is_large(world: World) -> bool:
    """Tell whether the site has too many members for one map."""
    return world.site.members > LARGE and bool(world.relations.members_of)


def network(world: World, circle: str, lang: str) -> Network:
    """Return the network of a circle (its id), or of the whole site when `circle` is empty."""
    members = _members(world, circle)
    found = _by_circle(world, members, lang) if not circle and is_large(world) else _whole(world, circle, members, lang)
    others = tuple(_alternate(world, circle, one) for one in world.site.config.languages)
    return msgspec.structs.replace(found, alternates=others)


def _alternate(world: World, circle: str, lang: str) -> Alternate:
    exists = circle in world.remember(("maps as a set", lang), lambda: frozenset(maps(world, lang)))
    url = _map_url(world, circle, lang) if exists else world.routes.home(lang)
    return Alternate(lang, label(lang), url, exists)


def _whole(world: World, circle: str, members: list[str], lang: str) -> Network:
    """Return every member, with the circles that they are in."""
    circles = [circle] if circle else list(world.relations.members_of)
    places = tuple(found for id in (*circles, *members) if (found := _place(world, id, lang)))
    at = {place.id: index for index, place in enumerate(places)}
    facts = world.remember("facts by place", lambda: _facts_by_first(world))
    pairs = ((one, other, kind) for one in at for kind, other in facts.get(one, ()) if other in at and one != other)
    ties = {Tie(min(at[one], at[other]), max(at[one], at[other]), kind) for one, other, kind in pairs}
    entry = world.site.best(circle, lang) if circle else None
    return Network(places, tuple(sorted(ties)), Term(entry.title, world.routes.entry(entry.key)) if entry else None)


def _members(world: World, circle: str) -> list[str]:
    """Return the ids of listed members: of a circle, or all; in an order that does not change with their lists."""
    listed = world.remember("listed members", lambda: _listed(world))
    return sorted(listed.intersection(world.relations.members_of.get(circle, ())) if circle else listed)


def _listed(world: World) -> frozenset[str]:
    return frozenset(
        entry.id for entry in world.site.entries.values() if entry.kind == "members" and entry.fields.listed
    )


def _place(world: World, id: str, lang: str) -> Place | None:
    entry = world.site.best(id, lang)
    if entry is None:
        return None
    size = len(world.relations.members_of.get(id, ()))
    return Place(id, entry.title, entry.lang, world.routes.entry(entry.key), size)


def _facts(world: World) -> Iterator[tuple[str, str, str]]:
    """Yield every fact that joins two: its kind, and the ids."""
    relations = world.relations
    for circle, members in relations.members_of.items():
        yield from (("circle", circle, member) for member in members)
    yield from (("vouch", given.giver, given.receiver) for given in relations.vouches)
    for host, invited in relations.invited.items():
        yield from (("invitation", host, guest) for guest in invited)
    for entry in world.site.entries.values():
        if isinstance(entry.fields, Collaboration) and entry.fields.listed:
            parties = entry.fields.parties
            pairs = ((one, other) for at, one in enumerate(parties) for other in parties[at + 1 :])
            yield from (("collaboration", one, other) for one, other in pairs)


def _facts_by_first(world: World) -> Mapping[str, list[tuple[str, str]]]:
    """Return the facts by the first of the two whom each joins: its kind, and the other's id."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, one, other in _facts(world):
        found[one].append((kind, other))
    return dict(found)


def _by_circle(world: World, members: Iterable[str], lang: str) -> Network:
    """Return circles as places; two are joined by the members whom they share, and by what joins their members."""
    homes: Mapping[str, list[str]] = _homes(world, members)
    circles = sorted({circle for found in homes.values() for circle in found})
    shown = [place for id in circles if (place := _place(world, id, lang))]
    places = tuple(msgspec.structs.replace(place, url=_map_url(world, place.id, lang)) for place in shown)
    at = {place.id: index for index, place in enumerate(places)}
    times: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    for found in homes.values():
        for one, other in _pairs(found, found):
            times[at[one], at[other], "circle"] += 1
    for kind, one, other in _facts(world):
        if kind != "circle" and one in homes and other in homes:
            for home, away in _pairs(homes[one][:1], homes[other][:1]):
                times[at[home], at[away], kind] += 1
    return Network(places, tuple(sorted(Tie(*key, count) for key, count in times.items())), by_circle=True)


def _homes(world: World, members: Iterable[str]) -> dict[str, list[str]]:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for circle, found in sorted(world.relations.members_of.items()):
        if world.site.best(circle, world.site.config.default_lang):
            for member in found:
                homes[member].append(circle)
    return {member: homes[member] for member in members if member in homes}


def _pairs(some: Iterable[str], others: Iterable[str]) -> set[tuple[str, str]]:
    return {(min(one, other), max(one, other)) for one in some for other in others if one != other}


def _map_url(world: World, circle: str, lang: str) -> str:
    return world.routes.listing("map", slug_in(circle), lang)


def maps(world: World, lang: str) -> tuple[str, ...]:
    """Return what there is a map of: the whole (an empty name), and on a large site each circle (its id)."""
    return world.remember(("maps", lang), lambda: tuple(_maps(world, lang)))


def _maps(world: World, lang: str) -> Iterator[str]:
    if any(isinstance(entry.fields, Profile) for entry in world.site.all("members", lang)) and world.site.members > 1:
        yield ""
        if is_large(world):
            yield from sorted(id for id in world.relations.members_of if world.site.best(id, lang))
