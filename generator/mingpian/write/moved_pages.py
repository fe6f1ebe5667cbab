"""Entries whose addresses changed: what led to them leads nowhere now, unless they state an alias.

Only a build that remembers an earlier one can tell, so it is said to people, and nothing is made of it.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from mingpian.config.settings import CONFIG_FILE
from mingpian.core import digest
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry
from mingpian.write.state import PageLocation, PageLocations

_MOST = 20  # proposals at a time


def page_locations(before: PageLocations, model: SiteModel, outputs: Iterable[Output]) -> PageLocations:
    """Return where the pages are, and where they were."""
    now = {
        f"{entry.lang}:{entry.source}": PageLocation(
            output_path(model.routes.entry(entry.key)), entry.source, _mark(entry)
        )
        for entry in model.site.entries.values()
        if not entry.made_from
    }
    names = _names(before, now)
    former = {path: names.get(name, name) for path, name in before.former.items()}
    former |= {before.now[old].path: new for old, new in names.items() if before.now[old].path != now[new].path}
    planned = {output.path for output in outputs}
    return PageLocations(now, {path: name for path, name in former.items() if path not in planned and name in now})


def with_new_titles(before: PageLocations, entries: Iterable[AnyEntry]) -> PageLocations:
    """Return where the pages are when some entries have another title and nothing else changed."""
    new = {f"{entry.lang}:{entry.source}": _mark(entry) for entry in entries}
    now = {name: msgspec.structs.replace(one, mark=new.get(name, one.mark)) for name, one in before.now.items()}
    return PageLocations(now, before.former)


def _names(before: PageLocations, now: dict[str, PageLocation]) -> dict[str, str]:
    """Return the present name of each entry by its former one: a renamed file is known by its mark."""
    came = {name: position.mark for name, position in now.items() if name not in before.now}
    often = Counter(came.values())
    by_mark = {mark: name for name, mark in came.items() if often[mark] == 1}
    found = {name: name if name in now else by_mark.get(position.mark, "") for name, position in before.now.items()}
    return {old: new for old, new in found.items() if new}


def _mark(entry: AnyEntry) -> bytes:
    return digest.of((entry.kind, entry.lang, entry.title, entry.published))


def propose_aliases(places: PageLocations, known: Iterable[str] = ()) -> tuple[Diagnostic, ...]:
    """Propose aliases for former addresses, without those that are `known` already."""
    diagnostics = []
    paths = sorted(places.former.keys() - set(known))
    for path in paths[:_MOST]:
        position = places.now[places.former[path]]
        address, file = _address(path), f"content/{position.source}"
        message = _(
            "its address was {former}, and is {present}; what led there leads nowhere now",
            former=address,
            present=_address(position.path),
        )
        hint = _("add it to the front matter: aliases: [{address}]", address=address)
        diagnostics.append(Diagnostic(code="moved", message=message, file=file, severity="warning", hints=(hint,)))
    if len(paths) > _MOST:
        message = _(
            "{number} more entries have new addresses, without an alias for the old ones", number=len(paths) - _MOST
        )
        hint = _("was it meant? patterns of addresses are in [permalinks]")
        diagnostics.append(
            Diagnostic(code="moved", message=message, file=CONFIG_FILE, severity="warning", hints=(hint,))
        )
    return tuple(diagnostics)


def _address(path: str) -> str:
    return "/" + path.removesuffix("index.html")
