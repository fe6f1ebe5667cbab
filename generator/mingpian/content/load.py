"""All of the content folder, read: in parallel, and only what changed since the last time."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content import discover
from mingpian.content.data_files import matches, planet, topics
from mingpian.content.data_files import tables as files_of_data
from mingpian.content.data_files.read import read_data_files
from mingpian.content.discover import File, FolderListing
from mingpian.content.entry import Parsed, decoder
from mingpian.content.extensions import LoadedExtensions, load_extensions
from mingpian.content.highlight_cache import HighlightCache
from mingpian.content.markdown import Colour
from mingpian.content.naming import homeless, is_entry, is_homeless, path_parts, strays
from mingpian.content.parse import MAX_BYTES, parse_entry, parse_settings
from mingpian.content.parse_settings import Settings
from mingpian.content.pictures import MAX_BYTES as MAX_PICTURE
from mingpian.content.pictures import POINTER, PictureFacts, inspect_picture, is_picture
from mingpian.content.trust import judged, unread_of
from mingpian.core import digest, workers
from mingpian.core.codes import Code
from mingpian.core.deadline import DeadlineError, deadline
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Store, Writer
from mingpian.core.toolchain import toolchain
from mingpian.i18n import AnyText, _

CONTENT_FOLDER = "content"
UNREAD = b""  # in place of the digest of a file that could not be read; it is tried again at every build
LONGEST = 20.0  # seconds that a file may take; a long one takes some hundredths
CHUNK = 2_000  # files a worker reads into one pack


class FileRecord(msgspec.Struct, frozen=True, array_like=True):
    """What was known of a file when it was last read: enough to tell that it need not be read again."""

    file: File
    settled: bool
    digest: bytes


class ParseCache(msgspec.Struct, frozen=True, array_like=True):
    """All that one reading leaves for the next."""

    settings: bytes = b""
    records: tuple[FileRecord, ...] = ()
    results: msgspec.Raw = msgspec.Raw(b"\x90")  # list[Parsed], in the order of `records`
    pictures: tuple[PictureFacts | None, ...] = ()  # likewise; None for what is no picture


Known = dict[str, tuple[FileRecord, Parsed, PictureFacts | None]]  # by path: what is remembered of a file


class BodyWriter(Protocol):
    """Where bodies are put."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep a body."""


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """The content folder as read."""

    parsed: tuple[Parsed, ...]
    pictures: dict[str, PictureFacts]
    vocabulary: topics.Vocabulary
    matches: tuple[matches.Decision, ...]
    planet: planet.Planet
    data: dict[str, files_of_data.Data]  # by the name that components know it by
    files: frozenset[str]
    sizes: dict[str, int]  # of all files, in bytes
    versions: dict[str, bytes]  # of the files that are no entries: a digest that changes when their bytes do
    diagnostics: tuple[Diagnostic, ...]
    cache: ParseCache
    read: int  # files that were read this time


class ParseContext(msgspec.Struct, frozen=True):
    """What a worker needs to read files."""

    folder: Path
    store: Path
    code: Path  # folder of what was coloured
    settings: Settings
    key: bytes  # digest of the settings, the site's own code and the toolchain
    max_megapixels: int
    packages: tuple[str, ...] = ()  # whose code is the site's


def parse_context(
    config: SiteConfig, listing: FolderListing, own: LoadedExtensions, root: Path, kept: tuple[Path, Path]
) -> ParseContext:
    """Return what reads the listed files of a site. `kept` is where bodies lie, and what was coloured."""
    read = partial(discover.read_file, root / CONTENT_FOLDER, limit=MAX_BYTES)
    unlisted = (problem.file.removeprefix(f"{CONTENT_FOLDER}/") for problem in listing.diagnostics)
    settings = parse_settings(config, (file.path for file in listing.files), read, unlisted)
    key = digest.of((settings, config.images, own.digest, toolchain()))
    return ParseContext(root / CONTENT_FOLDER, *kept, settings, key, config.images.max_megapixels, config.extensions)


class ReadJob(msgspec.Struct, frozen=True):
    """A file to read, and the digest that it had the last time. A `lowered` entry is trusted less than its place."""

    path: str
    known: bytes
    lowered: bool = False


class FileResult(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file. `parsed` is empty when it is what it was the last time."""

    digest: bytes
    parsed: bytes = b""
    picture: PictureFacts | None = None


def load_content(
    parse_context: ParseContext, listing: FolderListing, listed_at: int, memory: ParseCache, jobs: int, topics_file: str
) -> Loaded:
    """Read the listed files; what the memory knows to be unchanged is taken from it."""
    known = _cached(memory, parse_context.key)
    relevant = [file for file in listing.files if is_entry(file.path) or is_picture(file.path)]
    work = _work(relevant, known, parse_context.store)
    readings = _read_all(parse_context, work, jobs)
    fresh = _decoded(readings)
    again = _misjudged(parse_context, relevant, known, fresh)
    readings |= _read_all(parse_context, again, jobs)
    fresh |= _decoded({item.path: readings[item.path] for item in again})
    records: list[FileRecord] = []
    parsed: list[Parsed] = []
    pictures: list[PictureFacts | None] = []
    for file in relevant:
        reading = readings.get(file.path)
        before = known.get(file.path)
        if reading is None or not reading.parsed:
            assert before is not None
            record, result, picture = before
            name = record.digest
        else:
            name, result, picture = reading.digest, fresh[file.path], reading.picture
        records.append(FileRecord(file, name != UNREAD and file.settled(listed_at), name))
        parsed.append(result)
        pictures.append(picture)
    data_files = read_data_files(parse_context.folder, topics_file, listing)
    results = msgspec.Raw(msgspec.msgpack.encode(parsed))
    return Loaded(
        parsed=tuple(parsed),
        pictures={picture.path: picture for picture in pictures if picture is not None},
        vocabulary=data_files.vocabulary,
        matches=data_files.matches,
        planet=data_files.planet,
        data=data_files.data,
        files=frozenset(file.path for file in listing.files),
        sizes={file.path: file.size for file in listing.files},
        versions=_versions(listing, listed_at, records),
        diagnostics=tuple(_diagnostics(listing, parse_context.settings.languages, data_files.diagnostics, parsed)),
        cache=ParseCache(parse_context.key, tuple(records), results, tuple(pictures)),
        read=len(work),
    )


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


def _work(files: list[File], known: Known, bodies: Path) -> list[ReadJob]:
    """Return what has to be read again."""
    store = Store(bodies)
    work = [
        ReadJob(file.path, before[0].digest if before and _has_body(before, store) else b"")
        for file in files
        if not _is_unchanged(before := known.get(file.path), file, store)
    ]
    store.close()
    return work


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
            "Git LFS left {pointers} pointers in place of pictures, here and in other files", pointers=len(pointers)
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


def _cached(memory: ParseCache, key: bytes) -> Known:
    if memory.settings != key:
        return {}
    try:
        results = decoder().decode(memory.results)
    except msgspec.MsgspecError:
        return {}
    if not len(results) == len(memory.records) == len(memory.pictures):
        return {}
    joined = zip(memory.records, results, memory.pictures, strict=True)
    return {record.file.path: (record, parsed, picture) for record, parsed, picture in joined}


def _is_unchanged(before: tuple[FileRecord, Parsed, PictureFacts | None] | None, file: File, store: Store) -> bool:
    if before is None:
        return False
    return before[0].settled and before[0].file == file and _has_body(before, store)


def _has_body(before: tuple[FileRecord, Parsed, PictureFacts | None], store: Store) -> bool:
    return before[1].entry is None or before[0].digest in store


def _read_all(parse_context: ParseContext, work: Sequence[ReadJob], jobs: int) -> dict[str, FileResult]:
    found: dict[str, FileResult] = {}
    for part, result in workers.map_chunks(
        _read_some, parse_context, partial(_prepared, parse_context), work, jobs, CHUNK
    ):
        if isinstance(result, workers.WorkerDiedError):
            message = _("reading it ended the worker process; it is left out")
            found[part[0].path] = _left_out(part[0].path, "reader-died", message)
        else:
            readings = msgspec.msgpack.decode(result, type=list[FileResult])
            found |= {item.path: reading for item, reading in zip(part, readings, strict=True)}
    return found


def _prepared(parse_context: ParseContext) -> ParseContext:
    """Prepare a worker that could not inherit."""
    load_extensions(parse_context.folder.parent, parse_context.packages)
    return parse_context


def _read_some(parse_context: ParseContext, part: Sequence[ReadJob]) -> bytes:
    """Read some files; bodies go to a pack of their own. Runs in a worker."""
    with Writer(parse_context.store) as writer, HighlightCache(parse_context.code) as colour:
        return msgspec.msgpack.encode([parse_file(parse_context, item, writer, colour) for item in part])


def parse_file(parse_context: ParseContext, item: ReadJob, writer: BodyWriter, colour: Colour) -> FileResult:
    """Read one file; its body goes to the writer. `colour` colours code."""
    limit = MAX_PICTURE if is_picture(item.path) else MAX_BYTES
    try:
        data = discover.read_file(parse_context.folder, item.path, limit)
    except OSError as error:
        return _left_out(item.path, "unreadable-file", _("cannot read it: {reason}", reason=error.strerror))
    if is_picture(item.path):
        return _picture(parse_context, item, data)
    name = digest.of((item.path, digest.of_bytes(data), parse_context.key, item.lowered))
    if name == item.known:
        return FileResult(name)
    try:
        with deadline(LONGEST):
            parsed, document = parse_entry(item.path, data, name, parse_context.settings, colour, item.lowered)
    except DeadlineError:
        return _left_out(
            item.path,
            "took-too-long",
            _("reading it takes more than {longest} s; it is left out", longest=f"{LONGEST:.0f}"),
        )
    except MemoryError:
        return _left_out(item.path, "took-too-much", _("reading it takes more memory than there is; it is left out"))
    if document is not None:
        writer.put(name, msgspec.msgpack.encode(document))
    return FileResult(name, msgspec.msgpack.encode(parsed))


def _left_out(path: str, code: Code, message: AnyText) -> FileResult:
    fault = Diagnostic(code=code, message=message, file=f"{CONTENT_FOLDER}/{path}")
    return FileResult(UNREAD, msgspec.msgpack.encode(Parsed(source=path, diagnostics=(fault,))))


def _picture(parse_context: ParseContext, item: ReadJob, data: bytes) -> FileResult:
    name = digest.of_bytes(data)
    facts, problems = inspect_picture(item.path, data, name, parse_context.max_megapixels)
    return FileResult(name, msgspec.msgpack.encode(Parsed(source=item.path, diagnostics=problems)), facts)


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
