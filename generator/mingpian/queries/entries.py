"""Entries as they are, and what lies beside them: files, data, hosts of frames."""

from mingpian.content.data_files.tables import Data
from mingpian.content.media.players import player_of
from mingpian.queries import targets
from mingpian.queries.query import query
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry


@query
def entry(model: SiteModel, key: str) -> AnyEntry:
    """Return a planned entry, without what is not public."""
    return targets.with_links(model, model.site.entries[key])


@query
def keys(model: SiteModel, kind: str, lang: str) -> tuple[str, ...]:
    """Return the keys of all entries of a kind that are listed in a language."""
    return tuple(entry.key for entry in model.site.all(kind, lang))


@query
def data(model: SiteModel, name: str) -> Data | None:
    """Return what a file of content/data/ says.

    None when there is none of that name.
    """
    return model.data.get(name)


@query
def file(model: SiteModel, path: str) -> bytes | None:
    """Return what tells one content of a file below content/ from another; None when there is no such file."""
    return model.versions.get(path)


@query
def frames(model: SiteModel) -> tuple[str, ...]:
    """Return the hosts of what bodies show in frames.

    Players that components load are among them. Sorted.
    """
    found: set[str] = set()
    for entry in model.site.entries.values():
        found.update(entry.frames)
        if entry.trusted:
            players = (player_of(value) for one in entry.components for _, value in one.attributes)
            found.update(one.origin for one in players if one)
    return tuple(sorted(found))
