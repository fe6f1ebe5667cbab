"""Who can introduce two people: the shortest chain of vouches that both sides stand by, and of collaborations."""

from collections.abc import Mapping

from mingpian.matching.subjects import acquaintances
from mingpian.site.model import SiteModel


def chain(model: SiteModel, one: str, other: str) -> tuple[str, ...]:
    """Return the ids of the people between two members, nearest to `one` first, with both ends; empty when none
    leads from one to the other. Of chains of one length, it is the first by the order of the site's entries."""
    known = model.remember(("acquaintances",), lambda: acquaintances(model))
    return shortest(known, one, other)


def shortest(known: Mapping[str, tuple[str, ...]], one: str, other: str) -> tuple[str, ...]:
    """Return a shortest path from `one` to `other` with both ends; empty when there is none."""
    before: dict[str, str] = {one: ""}
    front = [one]
    while front and other not in before:
        found = []
        for person in front:
            for next_one in known.get(person, ()):
                if next_one not in before:
                    before[next_one] = person
                    found.append(next_one)
        front = found
    path = []
    while other and other in before:
        path.append(other)
        other = before[other]
    return tuple(reversed(path))
