"""The network of members: who is in which circle, who vouched for whom, who worked together, who brought in whom.

On a large site the whole is shown by circle: circles are its places, and two are joined by the people whom they share
and by what crosses between them. Each circle then has a network of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from mingpian.content.kinds.circle import CIRCLES
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.member import MEMBERS, Profile
from mingpian.queries.entry_context import label
from mingpian.queries.fragments import Alternate, Term
from mingpian.queries.query import query
from mingpian.schema.references import slug_in
from mingpian.site.model import SiteModel

LARGE = 120  # members; more are shown by circle first

KINDS = ("circle", "vouch", "collaboration", "invitation")


class Node(msgspec.Struct, frozen=True):
    """A member or a circle on the map. `size` is the number of a circle's members, `url` where it leads."""

    id: str
    name: str
    lang: str
    url: str
    size: int = 0

    @property
    def is_circle(self) -> bool:
        """Tell a circle from a member."""
        return self.id.startswith(f"{CIRCLES}/")


class Tie(msgspec.Struct, frozen=True, order=True):
    """What joins two places (their indexes), and how often."""

    one: int
    other: int
    kind: str
    times: int = 1


class Network(msgspec.Struct, frozen=True):
    """Places and ties of one map. `within` is the circle that it is of; `by_circle` tells that members are left out."""

    places: tuple[Node, ...]
    ties: tuple[Tie, ...]
    within: Term | None = None
    by_circle: bool = False
    alternates: tuple[Alternate, ...] = ()


def is_large(model: SiteModel) -> bool:
    """Tell whether the site has too many members for one map."""
    return model.site.members > LARGE and bool(model.relations.members_of)


@query
def network(model: SiteModel, circle: str, lang: str) -> Network:
    """Return who is tied to whom: in a circle, or in all when it is empty.

    `circle` is an id.
    """
    members = _members(model, circle)
    answer = (
        _by_circle(model, members, lang) if not circle and is_large(model) else _whole(model, circle, members, lang)
    )
    others = tuple(_alternate(model, circle, one) for one in model.site.config.languages)
    return msgspec.structs.replace(answer, alternates=others)


def _alternate(model: SiteModel, circle: str, lang: str) -> Alternate:
    exists = circle in model.remember(("maps as a set", lang), lambda: frozenset(maps(model, lang)))
    url = _map_url(model, circle, lang) if exists else model.routes.home(lang)
    return Alternate(lang, label(lang), url, exists)


def _whole(model: SiteModel, circle: str, members: list[str], lang: str) -> Network:
    """Return every member, with the circles that they are in."""
    circles = [circle] if circle else list(model.relations.members_of)
    places = tuple(found for id in (*circles, *members) if (found := _node(model, id, lang)))
    at = {position.id: index for index, position in enumerate(places)}
    facts = model.remember("facts by place", lambda: _facts_by_first(model))
    pairs = ((one, other, kind) for one in at for kind, other in facts.get(one, ()) if other in at and one != other)
    ties = {Tie(min(at[one], at[other]), max(at[one], at[other]), kind) for one, other, kind in pairs}
    entry = model.site.best(circle, lang) if circle else None
    return Network(places, tuple(sorted(ties)), Term(entry.title, model.routes.entry(entry.key)) if entry else None)


def _members(model: SiteModel, circle: str) -> list[str]:
    """Return the ids of listed members: of a circle, or all; in an order that does not change with their lists."""
    listed = model.remember("listed members", lambda: _listed(model))
    return sorted(listed.intersection(model.relations.members_of.get(circle, ())) if circle else listed)


def _listed(model: SiteModel) -> frozenset[str]:
    return frozenset(
        entry.id for entry in model.site.entries.values() if isinstance(entry.fields, Profile) and entry.fields.listed
    )


def _node(model: SiteModel, id: str, lang: str) -> Node | None:
    entry = model.site.best(id, lang)
    if entry is None:
        return None
    size = len(model.relations.members_of.get(id, ()))
    return Node(id, entry.title, entry.lang, model.routes.entry(entry.key), size)


def _facts(model: SiteModel) -> Iterator[tuple[str, str, str]]:
    """Yield every fact that joins two: its kind, and the ids."""
    relations = model.relations
    for circle, members in relations.members_of.items():
        yield from (("circle", circle, member) for member in members)
    yield from (("vouch", given.giver, given.receiver) for given in relations.vouches)
    for host, invited in relations.invited.items():
        yield from (("invitation", host, guest) for guest in invited)
    for entry in model.site.entries.values():
        if isinstance(entry.fields, Collaboration) and entry.fields.listed:
            parties = entry.fields.parties
            pairs = ((one, other) for at, one in enumerate(parties) for other in parties[at + 1 :])
            yield from (("collaboration", one, other) for one, other in pairs)


def _facts_by_first(model: SiteModel) -> Mapping[str, list[tuple[str, str]]]:
    """Return the facts by the first of the two whom each joins: its kind, and the other's id."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, one, other in _facts(model):
        found[one].append((kind, other))
    return dict(found)


def _by_circle(model: SiteModel, members: Iterable[str], lang: str) -> Network:
    """Return circles as places; shared members, and links between members, join two of them."""
    homes: Mapping[str, list[str]] = _homes(model, members)
    circles = sorted({circle for found in homes.values() for circle in found})
    shown = [position for id in circles if (position := _node(model, id, lang))]
    places = tuple(msgspec.structs.replace(position, url=_map_url(model, position.id, lang)) for position in shown)
    at = {position.id: index for index, position in enumerate(places)}
    times: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    for found in homes.values():
        for one, other in _pairs(found, found):
            times[at[one], at[other], "circle"] += 1
    for kind, one, other in _facts(model):
        if kind != "circle" and one in homes and other in homes:
            for home, away in _pairs(homes[one][:1], homes[other][:1]):
                times[at[home], at[away], kind] += 1
    return Network(places, tuple(sorted(Tie(*key, count) for key, count in times.items())), by_circle=True)


def _homes(model: SiteModel, members: Iterable[str]) -> dict[str, list[str]]:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for circle, found in sorted(model.relations.members_of.items()):
        if model.site.best(circle, model.site.config.default_lang):
            for member in found:
                homes[member].append(circle)
    return {member: homes[member] for member in members if member in homes}


def _pairs(some: Iterable[str], others: Iterable[str]) -> set[tuple[str, str]]:
    return {(min(one, other), max(one, other)) for one in some for other in others if one != other}


def _map_url(model: SiteModel, circle: str, lang: str) -> str:
    return model.routes.listing("map", slug_in(circle), lang)


def maps(model: SiteModel, lang: str) -> tuple[str, ...]:
    """Return the maps of the site: the whole (an empty name), and on a large site each circle (its id)."""
    return model.remember(("maps", lang), lambda: tuple(_maps(model, lang)))


def _maps(model: SiteModel, lang: str) -> Iterator[str]:
    if any(isinstance(entry.fields, Profile) for entry in model.site.all(MEMBERS, lang)) and model.site.members > 1:
        yield ""
        if is_large(model):
            yield from sorted(id for id in model.relations.members_of if model.site.best(id, lang))
