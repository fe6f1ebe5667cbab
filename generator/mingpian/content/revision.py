"""The content folder read again after a small edit: only the entries that changed, when nothing came or went."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from mingpian.content.discover import File, FolderListing
from mingpian.content.entry import Parsed, parsed_of
from mingpian.content.highlight_cache import HighlightCache
from mingpian.content.load import PAGE, FileRecord, ParseCache
from mingpian.content.media.pictures import is_picture
from mingpian.content.naming import is_entry
from mingpian.content.read_files import UNREAD, ParseContext, ReadJob, parse_file
from mingpian.core import digest
from mingpian.core.store import Store, Writer

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
    records, pages = list(memory.records), RevisedPages(parse_context.store, memory.pages)
    pairs: list[tuple[Parsed, Parsed]] = []
    with Writer(parse_context.store) as writer, HighlightCache(parse_context.code) as colour:
        for at in places:
            file, known = relevant[at], records[at].digest
            reading = parse_file(parse_context, ReadJob(file.path, known), writer, colour)
            before = pages.get(at)
            if reading.digest == UNREAD or is_picture(file.path) or before is None:
                return None
            if reading.parsed:
                pairs.append((before, parsed_of(reading.parsed)))
                pages.put(at, reading.parsed)
            records[at] = FileRecord(file, file.settled(listed_at), reading.digest)
        names = pages.keep(writer)
    return Revision(tuple(pairs), msgspec.structs.replace(memory, records=tuple(records), pages=names))


class RevisedPages:
    """What the files of a site gave: single ones are read and replaced, and nothing of other pages is touched."""

    def __init__(self, folder: Path, names: Sequence[bytes]) -> None:
        self._store, self._names = Store(folder), list(names)
        self._read: dict[int, list[msgspec.Raw]] = {}

    def get(self, at: int) -> Parsed | None:
        """Return what one file gave; None when that is lost."""
        number, place = divmod(at, PAGE)
        if number not in self._read:
            data = self._store.get(self._names[number]) if number < len(self._names) else None
            self._read[number] = msgspec.msgpack.decode(data, type=list[msgspec.Raw]) if data else []
        page = self._read[number]
        return parsed_of(page[place]) if place < len(page) else None

    def put(self, at: int, parsed: bytes) -> None:
        """Replace what one file gave, which was got before."""
        number, place = divmod(at, PAGE)
        self._read[number][place] = msgspec.Raw(parsed)

    def keep(self, writer: Writer) -> tuple[bytes, ...]:
        """Write the pages that differ; return the names of all."""
        for number, page in self._read.items():
            data = msgspec.msgpack.encode(page)
            name = digest.of_bytes(data)
            if name != self._names[number]:
                writer.put(name, data)
                self._names[number] = name
        self._store.close()
        return tuple(self._names)


def _changed(files: Sequence[File], records: Sequence[FileRecord]) -> list[int] | None:
    """Return the places of the files that may have changed; None when there are more than a few, or other files."""
    if len(files) != len(records):
        return None
    found = [at for at, record in enumerate(records) if not (record.settled and record.file == files[at])]
    same = all(records[at].file.path == files[at].path for at in found)
    return found if same and len(found) <= FEW else None
