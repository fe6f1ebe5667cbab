"""All of the content folder, read: in parallel, and only what changed since the last time."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from mingpian.content.data_files import matches, planet, topics, webmentions
from mingpian.content.data_files import tables as files_of_data
from mingpian.content.data_files.read import read_data_files
from mingpian.content.discover import File, FolderListing
from mingpian.content.entry import Parsed, decoder
from mingpian.content.media.pictures import POINTER, PictureFacts, is_picture
from mingpian.content.media.sounds import SoundFacts, SoundRecord, read_sounds
from mingpian.content.naming import homeless, is_entry, is_homeless, path_parts, strays
from mingpian.content.read_files import UNREAD, FileResult, ParseContext, ReadJob, read_files
from mingpian.content.trust.zones import judged, unread_of
from mingpian.core import digest
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Store, Writer
from mingpian.core.workers import Crew
from mingpian.i18n import _

PAGE = 32  # files; what they gave is kept together, and is written anew when one of them changes
FEW_PICTURES = 24  # are looked at whole at once; of a photograph, the colour takes some 15 ms


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """What was known of a file when it was last read: enough to tell that it need not be read again."""

    file: File
    settled: bool
    digest: bytes


class ParseCache(msgspec.Struct, frozen=True, array_like=True):
    """All that one reading leaves for the next."""

    settings: bytes = b""
    records: tuple[FileRecord, ...] = ()
    pages: tuple[bytes, ...] = ()  # names in the store: list[Parsed] of `PAGE` records each, in their order
    pictures: tuple[PictureFacts | None, ...] = ()  # likewise; None for what is no picture
    sounds: tuple[SoundRecord, ...] = ()


Known = dict[str, tuple[FileRecord, Parsed, PictureFacts | None]]  # by path: what is remembered of a file


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """The content folder as read."""

    parsed: tuple[Parsed, ...]
    pictures: dict[str, PictureFacts]
    sounds: dict[str, SoundFacts]
    vocabulary: topics.Vocabulary
    matches: tuple[matches.Decision, ...]
    planet: planet.Planet
    webmentions: tuple[webmentions.Webmention, ...]
    data: dict[str, files_of_data.Data]  # by the name that components know it by
    files: frozenset[str]
    versions: dict[str, bytes]  # of the files that are no entries: a digest that changes when their bytes do
    diagnostics: tuple[Diagnostic, ...]
    cache: ParseCache
    uncolored: bool  # the colours of some pictures are left to a later build
    read: int  # files that were read this time


def load_content(
    parse_context: ParseContext, listing: FolderListing, listed_at: int, memory: ParseCache, crew: Crew, topics_at: str
) -> Loaded:
    """Read the listed files; what the memory knows to be unchanged is taken from it."""
    known = _cached(memory, parse_context)
    relevant = [file for file in listing.files if is_entry(file.path) or is_picture(file.path)]
    work = _work(relevant, known, parse_context)
    readings = read_files(parse_context, work, crew)
    fresh = _decoded(readings)
    again = _misjudged(parse_context, relevant, known, fresh)
    readings |= read_files(parse_context, again, crew)
    fresh |= _decoded({item.path: readings[item.path] for item in again})
    joined = [_joined(file, readings.get(file.path), known, fresh) for file in relevant]
    parsed, pictures = [result for _, result, _ in joined], tuple(picture for _, _, picture in joined)
    records = [
        FileRecord(file, name != UNREAD and file.settled(listed_at), name)
        for file, (name, _, _) in zip(relevant, joined, strict=True)
    ]
    data_files = read_data_files(parse_context.folder, topics_at, listing)
    pages = _keep_pages(parse_context.store, parsed, fresh, memory)
    remembered = memory.sounds if memory.settings == parse_context.key else ()
    sounds = read_sounds(parse_context.folder, listing.files, listed_at, remembered)
    return Loaded(
        parsed=tuple(parsed),
        pictures={picture.path: picture for picture in pictures if picture is not None},
        sounds={one.file.path: one.facts for one in sounds},
        vocabulary=data_files.vocabulary,
        matches=data_files.matches,
        planet=data_files.planet,
        webmentions=data_files.webmentions,
        data=data_files.data,
        files=frozenset(file.path for file in listing.files),
        versions=_versions(listing, listed_at, records),
        diagnostics=tuple(_diagnostics(listing, parse_context.settings.languages, data_files.diagnostics, parsed)),
        cache=ParseCache(parse_context.key, tuple(records), pages, pictures, sounds),
        uncolored=any(map(_is_uncolored, pictures)),
        read=len(work),
    )


def _joined(
    file: File, reading: FileResult | None, known: Known, fresh: dict[str, Parsed]
) -> tuple[bytes, Parsed, PictureFacts | None]:
    """Return the digest of a file and what it gave: as it was read now, or remembered."""
    if reading is not None and reading.parsed:
        return reading.digest, fresh[file.path], reading.picture
    record, result, picture = known[file.path]
    return record.digest, result, picture


def _misjudged(parse_context: ParseContext, files: list[File], known: Known, fresh: dict[str, Parsed]) -> list[ReadJob]:
    """Return the translations that were read with more trust than their original leaves them, or with less."""
    results = [fresh.get(file.path) or known[file.path][1] for file in files]
    entries = [one.entry for one in results if one.entry is not None]
    zones = judged(entries, unread_of(results), parse_context.settings.trust)
    return [
        ReadJob(entry.source, b"", lowered=entry.trusted)
        for entry in entries
        if entry.trusted != zones[entry.source].trusted
    ]


def _work(files: list[File], known: Known, parse_context: ParseContext) -> list[ReadJob]:
    """Return what has to be read again."""
    store, is_whole = Store(parse_context.store), not parse_context.colors_later
    work = [
        ReadJob(file.path, before[0].digest if before and _has_body(before, store) else b"", size=file.size)
        for file in files
        if not _is_unchanged(before := known.get(file.path), file, store)
        or (is_whole and before is not None and _is_uncolored(before[2]))
    ]
    store.close()
    if is_whole or sum(is_picture(job.path) for job in work) <= FEW_PICTURES:
        return work
    return [msgspec.structs.replace(job, is_colored=False) for job in work]


def _is_uncolored(picture: PictureFacts | None) -> bool:
    return picture is not None and picture.color is None


def _diagnostics(
    listing: FolderListing, languages: tuple[str, ...], problems: tuple[Diagnostic, ...], parsed: list[Parsed]
) -> Iterator[Diagnostic]:
    yield from listing.diagnostics
    yield from problems
    yield from (homeless(file.path) for file in listing.files if is_homeless(file.path))
    yield from strays((file.path for file in listing.files), languages)
    diagnostics = [item for result in parsed for item in result.diagnostics]
    pointers = [item for item in diagnostics if item.code == POINTER]
    yield from (item for item in diagnostics if item.code != POINTER)
    if len(pointers) == 1:
        yield from pointers
    elif pointers:
        message = _(
            "Git LFS left {number} pointers in place of pictures, here and in other files", number=len(pointers)
        )
        yield msgspec.structs.replace(pointers[0], message=message)


def _versions(listing: FolderListing, listed_at: int, records: Sequence[FileRecord]) -> dict[str, bytes]:
    """Tell contents of files apart: by their bytes where these were read, else by their stat facts. A file that may
    still change within one tick of its clock has another version at every build."""
    found = {record.file.path: record.digest for record in records if is_picture(record.file.path)}
    for file in listing.files:
        if file.path not in found and not is_entry(file.path):
            found[file.path] = digest.of((file, 0 if file.settled(listed_at) else listed_at))
    return found


def _cached(memory: ParseCache, parse_context: ParseContext) -> Known:
    """Return what is remembered; of pages that are lost, nothing."""
    if memory.settings != parse_context.key or len(memory.records) != len(memory.pictures):
        return {}
    store, known = Store(parse_context.store), Known()
    for number, name in enumerate(memory.pages):
        at = slice(number * PAGE, (number + 1) * PAGE)
        records, pictures = memory.records[at], memory.pictures[at]
        page = _page(store, name)
        if len(page) == len(records):
            joined = zip(records, page, pictures, strict=True)
            known |= {record.file.path: (record, parsed, picture) for record, parsed, picture in joined}
    store.close()
    return known


def _page(store: Store, name: bytes) -> list[Parsed]:
    data = store.get(name)
    try:
        return decoder().decode(data) if data else []
    except msgspec.MsgspecError:
        return []


def _keep_pages(
    folder: Path, parsed: Sequence[Parsed], fresh: Collection[str], memory: ParseCache
) -> tuple[bytes, ...]:
    """Keep what files gave; return the names of the pages. One without a `fresh` file is there already, unless files
    came or went."""
    is_same = [one.source for one in parsed] == [record.file.path for record in memory.records]
    store, names = Store(folder), list[bytes]()
    with Writer(folder) as writer:
        for number, start in enumerate(range(0, len(parsed), PAGE)):
            page = parsed[start : start + PAGE]
            if is_same and not any(one.source in fresh for one in page):
                names.append(memory.pages[number])
                continue
            data = msgspec.msgpack.encode(page)
            names.append(digest.of_bytes(data))
            if names[-1] not in store:
                writer.put(names[-1], data)
    store.close()
    return tuple(names)


def _is_unchanged(before: tuple[FileRecord, Parsed, PictureFacts | None] | None, file: File, store: Store) -> bool:
    if before is None:
        return False
    return before[0].settled and before[0].file == file and _has_body(before, store)


def _has_body(before: tuple[FileRecord, Parsed, PictureFacts | None], store: Store) -> bool:
    return before[1].entry is None or before[0].digest in store


def _decoded(readings: dict[str, FileResult]) -> dict[str, Parsed]:
    """Decode all fresh results at once."""
    fresh = {path: reading.parsed for path, reading in readings.items() if reading.parsed}
    head = b"\xdd" + len(fresh).to_bytes(4, "big")  # a MessagePack array of that many items
    return dict(zip(fresh, decoder().decode(head + b"".join(fresh.values())), strict=True))


def unread(loaded: Loaded, languages: tuple[str, ...]) -> frozenset[str]:
    """Return what the entries are called that could not be read: links to them are not broken by that."""
    sources = (parsed.source for parsed in loaded.parsed if parsed.entry is None and is_entry(parsed.source))
    names = (path_parts(source, languages) for source in sources)
    return frozenset(f"{name.kind}/{name.slug}" for name in names)
