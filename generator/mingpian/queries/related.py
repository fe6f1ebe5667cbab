"""Which entries are worth reading next: those that share terms, rare ones above all, near in time.

For each term only the closest entries in time on either side are looked at, so that the work per entry is bounded,
however many entries share a tag.
"""

from collections import defaultdict

from mingpian.site.model import SiteModel
from mingpian.site.relations import Group, slug_of
from mingpian.site.site import AnyEntry

NEAR = 8  # entries looked at on either side, for each term
SHOWN = 4


def related(model: SiteModel, entry: AnyEntry) -> tuple[str, ...]:
    """Return the keys of related entries of the same kind, most related first."""
    scores: defaultdict[str, float] = defaultdict(float)
    for taxonomy, terms in entry.terms.items():
        groups = model.relations.terms.get((taxonomy, entry.lang), {})
        for term in terms:
            group = groups.get(slug_of(term))
            if group is not None:
                _score(group, entry.key, scores)
    scores.pop(entry.key, None)
    same_kind = [key for key in scores if key.startswith(f"{entry.kind}/")]
    return tuple(sorted(same_kind, key=lambda key: (-scores[key], key))[:SHOWN])


def _score(group: Group, key: str, scores: defaultdict[str, float]) -> None:
    at = group.positions.get(key)
    if at is None:
        return
    rarity = 1 / len(group.keys)
    for other in group.keys[max(0, at - NEAR) : at + NEAR + 1]:
        scores[other] += 1 + rarity
