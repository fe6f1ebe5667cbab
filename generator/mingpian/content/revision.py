"""The content folder read again after a small edit: only the entries that changed, when nothing came or went."""

from collections.abc import Sequence

import msgspec

from mingpian.content.discover import File, FolderListing
from mingpian.content.entry import Parsed, parsed_of
from mingpian.content.highlight_cache import HighlightCache
from mingpian.content.load import FileRecord, ParseCache
from mingpian.content.media.pictures import is_picture
from mingpian.content.naming import is_entry
from mingpian.content.read_files import UNREAD, ParseContext, ReadJob, parse_file
from mingpian.core import digest
from mingpian.core.store import Writer

FEW = 24  # files; more are read sooner by all workers


class Revision(msgspec.Struct, frozen=True):
    """What became of the files that changed, before and after, and what is to be remembered."""

    pairs: tuple[tuple[Parsed, Parsed], ...]
    cache: ParseCache


def others_of(listing: FolderListing, listed_at: int) -> bytes:
    """Return a digest of the stat facts of all files but entries; nothing when these might hide a change."""
    others = [file for file in listing.files if not is_entry(file.path)]
    if listing.diagnostics or not all(file.settled(listed_at) for file in others):
        return b""
    return digest.of(others)


def revise(parse_context: ParseContext, listing: FolderListing, listed_at: int, memory: ParseCache) -> Revision | None:
    """Read the entries whose files changed; None when that is more than a few, or when files came or went."""
    relevant = [file for file in listing.files if is_entry(file.path) or is_picture(file.path)]
    places = _changed(relevant, memory.records)
    if memory.settings != parse_context.key or places is None:
        return None
    records = list(memory.records)
    results = msgspec.msgpack.decode(memory.results, type=list[msgspec.Raw])
    pairs: list[tuple[Parsed, Parsed]] = []
    with Writer(parse_context.store) as writer, HighlightCache(parse_context.code) as colour:
        for at in places:
            file, known = relevant[at], records[at].digest
            reading = parse_file(parse_context, ReadJob(file.path, known), writer, colour)
            if reading.digest == UNREAD or is_picture(file.path):
                return None
            if reading.parsed:
                pairs.append((parsed_of(results[at]), parsed_of(reading.parsed)))
                results[at] = msgspec.Raw(reading.parsed)
            records[at] = FileRecord(file, file.settled(listed_at), reading.digest)
    whole = msgspec.Raw(msgspec.msgpack.encode(results))
    return Revision(tuple(pairs), msgspec.structs.replace(memory, records=tuple(records), results=whole))


def _changed(files: Sequence[File], records: Sequence[FileRecord]) -> list[int] | None:
    """Return the places of the files that may have changed; None when there are more than a few, or other files."""
    if len(files) != len(records):
        return None
    found = [at for at, record in enumerate(records) if not (record.settled and record.file == files[at])]
    same = all(records[at].file.path == files[at].path for at in found)
    return found if same and len(found) <= FEW else None
