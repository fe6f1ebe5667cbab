"""The recordings of an entry that are published with it: what podcast players play of its feeds."""

from urllib.parse import urlsplit

import msgspec

from mingpian.core.media_types import type_of
from mingpian.queries.query import query
from mingpian.schema.moments import seconds_in
from mingpian.schema.numbers import natural_key
from mingpian.site.attachments import may_publish, published
from mingpian.site.model import SiteModel
from mingpian.site.resolution import file_of, file_url, is_address
from mingpian.site.site import AnyEntry


class Enclosure(msgspec.Struct, frozen=True):
    """A published file of sound. `url` is relative to the site's root, or the whole address of one elsewhere; `size`
    counts bytes, and `seconds` how long it is: both 0 where nobody knows."""

    url: str
    type: str
    size: int
    seconds: int = 0

    def at(self, root: str) -> str:
        """Return its address, with `root` before it if it is on this site."""
        return self.url if "://" in self.url else root + self.url


@query
def enclosures(model: SiteModel, key: str) -> tuple[Enclosure, ...]:
    """Return the recordings that are published with an entry.

    First what it states as `audio`; then those that its text plays or links to, and those that lie in its own folder.
    """
    entry: AnyEntry = model.site.entries[key]
    played = (value for one in entry.components for _, value in one.attributes)
    named = [file_of(model.links.spelt, entry.source, target) for target in (*played, *entry.targets)]
    folder, _, file = entry.source.rpartition("/")
    if file.partition(".")[0] == "index":  # a folder that is this entry's, in all its languages
        beside = (path for path in model.sounds if path.rpartition("/")[0] == folder)
        named += sorted(beside, key=lambda path: (natural_key(path), path))
    public = published(model)
    stated = recording_of(model, entry)
    found = (_local(model, path) for path in dict.fromkeys(named) if _is_heard(model, path) and path in public)
    return tuple(dict.fromkeys([*([stated] if stated else []), *found]))


def recording_of(model: SiteModel, entry: AnyEntry) -> Enclosure | None:
    """Return the recording that an entry states as `audio`; None where there is none that may be published."""
    audio = entry.fields.audio
    if not audio.src:
        return None
    seconds = seconds_in(audio.duration) or 0
    if is_address(audio.src):
        if not entry.trusted:  # another site would learn who listens
            return None
        return Enclosure(audio.src, type_of(urlsplit(audio.src).path), audio.size, seconds)
    path = file_of(model.links.spelt, entry.source, audio.src)
    if not _is_heard(model, path) or not may_publish(entry, path, model.links.files):
        return None
    found = _local(model, path)
    return msgspec.structs.replace(found, seconds=seconds) if seconds else found


def _is_heard(model: SiteModel, path: str) -> bool:
    facts = model.sounds.get(path)
    return facts is not None and not facts.is_text


def _local(model: SiteModel, path: str) -> Enclosure:
    facts = model.sounds[path]
    return Enclosure(file_url(path), type_of(path), facts.size, facts.seconds)
