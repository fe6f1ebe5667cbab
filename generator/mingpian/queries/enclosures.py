"""The recordings of an entry that are published with it: what podcast players play of its feeds."""

import msgspec

from mingpian.core.media_types import type_of
from mingpian.queries.query import query
from mingpian.site.attachments import published
from mingpian.site.model import SiteModel
from mingpian.site.resolution import file_of, file_url
from mingpian.site.site import AnyEntry


class Enclosure(msgspec.Struct, frozen=True):
    """A published file of sound. `url` is relative to the site's root; `size` counts bytes."""

    url: str
    type: str
    size: int


@query
def enclosures(model: SiteModel, key: str) -> tuple[Enclosure, ...]:
    """Return the recordings that are published with an entry.

    Those that its text plays or links to, and those that lie in its own folder.
    """
    entry: AnyEntry = model.site.entries[key]
    played = (value for one in entry.components for _, value in one.attributes)
    named = [file_of(model.links.spelt, entry.source, target) for target in (*played, *entry.targets)]
    folder, _, file = entry.source.rpartition("/")
    if file.partition(".")[0] == "index":  # a folder that is this entry's, in all its languages
        named += sorted(path for path in model.sounds if path.rpartition("/")[0] == folder)
    public = model.remember("published", lambda: published(model))
    return tuple(
        Enclosure(file_url(path), type_of(path), model.sounds[path])
        for path in dict.fromkeys(named)
        if path in model.sounds and path in public
    )
