"""Entries whose addresses changed: what led to them leads nowhere now, unless they state an alias.

Only a build that remembers an earlier one can tell, so it is said to people, and nothing is made of it.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from mingpian.config import FILE
from mingpian.core import digest
from mingpian.core.diagnostics import Diagnostic
from mingpian.model.site import AnyEntry
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.plan.routes import path_of

_MOST = 20  # proposals at a time


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where an entry's page is; `mark` is what it may be known by when its file has another name."""

    path: str
    source: str
    mark: bytes


class Places(msgspec.Struct, frozen=True):
    """Where pages are, by language and source; and paths where they were, to which nothing leads on."""

    now: dict[str, Place] = {}
    former: dict[str, str] = {}  # path -> what the entry is called in `now`


def places_of(before: Places, world: World, outputs: Iterable[Output]) -> Places:
    """Return where the pages are, and where they were."""
    now = {
        f"{entry.lang}:{entry.source}": Place(path_of(world.routes.entry(entry.key)), entry.source, _mark(entry))
        for entry in world.site.entries.values()
        if not entry.made_from
    }
    names = _names(before, now)
    former = {path: names.get(name, name) for path, name in before.former.items()}
    former |= {before.now[old].path: new for old, new in names.items() if before.now[old].path != now[new].path}
    planned = {output.path for output in outputs}
    return Places(now, {path: name for path, name in former.items() if path not in planned and name in now})


def _names(before: Places, now: dict[str, Place]) -> dict[str, str]:
    """Return what each entry is called now, by what it was called: a file of another name is known by its mark."""
    came = {name: place.mark for name, place in now.items() if name not in before.now}
    often = Counter(came.values())
    by_mark = {mark: name for name, mark in came.items() if often[mark] == 1}
    found = {name: name if name in now else by_mark.get(place.mark, "") for name, place in before.now.items()}
    return {old: new for old, new in found.items() if new}


def _mark(entry: AnyEntry) -> bytes:
    return digest.of((entry.kind, entry.lang, entry.title, entry.published))


def advice(places: Places, known: Iterable[str] = ()) -> tuple[Diagnostic, ...]:
    """Propose aliases for former addresses, without those that are `known` already."""
    found = []
    paths = sorted(places.former.keys() - set(known))
    for path in paths[:_MOST]:
        place = places.now[places.former[path]]
        address, file = _address(path), f"content/{place.source}"
        message = f"its address was {address}, and is {_address(place.path)}; what led there leads nowhere now"
        hint = f"add it to the front matter: aliases: [{address}]"
        found.append(Diagnostic(code="moved", message=message, file=file, severity="warning", hints=(hint,)))
    if len(paths) > _MOST:
        message = f"{len(paths) - _MOST} more entries have new addresses, without an alias for the old ones"
        hint = "was it meant? patterns of addresses are in [permalinks]"
        found.append(Diagnostic(code="moved", message=message, file=FILE, severity="warning", hints=(hint,)))
    return tuple(found)


def _address(path: str) -> str:
    return "/" + path.removesuffix("index.html")
