"""Reads and parses files of the content folder in workers; a file that breaks one costs itself alone."""

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Protocol

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content import discover
from mingpian.content.discover import FolderListing
from mingpian.content.entry import Parsed
from mingpian.content.extensions import LoadedExtensions, load_extensions
from mingpian.content.highlight_cache import HighlightCache
from mingpian.content.markdown import Colour
from mingpian.content.media.pictures import MAX_BYTES as MAX_PICTURE
from mingpian.content.media.pictures import PictureFacts, inspect_picture, is_picture
from mingpian.content.parse import MAX_BYTES, parse_entry, parse_settings
from mingpian.content.parse_settings import Settings
from mingpian.core import digest, workers
from mingpian.core.codes import Code
from mingpian.core.deadline import DeadlineError, work_limit
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Writer
from mingpian.core.toolchain import toolchain
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign

CONTENT_FOLDER = "content"
UNREAD = b""  # in place of the digest of a file that could not be read; it is tried again at every build
LONGEST = 20.0  # seconds that a file may take; a long one takes some hundredths
CHUNK = 2_000  # files a worker reads into one pack
WORTH = 100  # files that one more worker is worth
BYTES = 100_000  # of a picture that take as long as a text, where its colour is looked for


class BodyWriter(Protocol):
    """Where bodies are put."""

    def put(self, key: bytes, data: bytes) -> None:
        """Keep a body."""


class ParseContext(msgspec.Struct, frozen=True):
    """What a worker needs to read files."""

    folder: Path
    store: Path
    code: Path  # folder of what was coloured
    settings: Settings
    key: bytes  # digest of what is here of the settings, the site's own code and the toolchain
    max_megapixels: int
    packages: tuple[str, ...] = ()  # whose code is the site's
    colors_later: bool = False  # where pictures are many, a later build looks for their colours


def parse_context(
    config: SiteConfig, listing: FolderListing, own: LoadedExtensions, root: Path, kept: tuple[Path, Path]
) -> ParseContext:
    """Return what reads the listed files of a site. `kept` is where bodies lie, and what was coloured."""
    read = partial(discover.read_file, root / CONTENT_FOLDER, limit=MAX_BYTES)
    unlisted = (problem.file.removeprefix(f"{CONTENT_FOLDER}/") for problem in listing.diagnostics)
    settings = parse_settings(config, (file.path for file in listing.files), read, unlisted)
    most = config.images.max_megapixels  # widths and formats are made of what was read
    key = digest.of((settings, most, own.digest, toolchain()))
    return ParseContext(root / CONTENT_FOLDER, *kept, settings, key, most, config.extensions)


class ReadJob(msgspec.Struct, frozen=True):
    """A file to read, and the digest that it had the last time. A `lowered` entry is trusted less than its place; of a
    picture, the colour may be left for later. `size` is in bytes, as far as it is known."""

    path: str
    known: bytes
    lowered: bool = False
    is_colored: bool = True
    size: int = 0

    @property
    def weight(self) -> int:
        """How many texts take as long."""
        return 1 + self.size // BYTES if is_picture(self.path) and self.is_colored else 1


class FileResult(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file. `parsed` is empty when it is what it was the last time."""

    digest: bytes
    parsed: bytes = b""
    picture: PictureFacts | None = None


def read_files(parse_context: ParseContext, work: Sequence[ReadJob], crew: workers.Crew) -> dict[str, FileResult]:
    """Read files in parallel, those that take longest first; return the result for each, by path."""
    found: dict[str, FileResult] = {}
    weight = attrgetter("weight")
    work, load = sorted(work, key=weight, reverse=True), partial(_prepared, parse_context)
    for part, result in workers.map_chunks(_read_some, parse_context, load, work, crew, CHUNK, weight=weight):
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
        hints = (_SMALLER,) if error.errno == 0 and not is_picture(item.path) else ()
        message = _("cannot read it: {reason}", reason=foreign(error.strerror))
        return _left_out(item.path, "unreadable-file", message, hints)
    if is_picture(item.path):
        return _picture(parse_context, item, data)
    name = digest.of((item.path, digest.of_bytes(data), parse_context.key, item.lowered))
    if name == item.known:
        return FileResult(name)
    try:
        with work_limit(LONGEST):
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


_SMALLER = _("make several entries of it; what is no text to read belongs in a file beside it, which it links to")


def _left_out(path: str, code: Code, message: AnyText, hints: tuple[AnyText, ...] = ()) -> FileResult:
    fault = Diagnostic(code=code, message=message, file=f"{CONTENT_FOLDER}/{path}", hints=hints)
    return FileResult(UNREAD, msgspec.msgpack.encode(Parsed(source=path, diagnostics=(fault,))))


def _picture(parse_context: ParseContext, item: ReadJob, data: bytes) -> FileResult:
    name = digest.of_bytes(data)
    facts, problems = inspect_picture(item.path, data, name, parse_context.max_megapixels, item.is_colored)
    return FileResult(name, msgspec.msgpack.encode(Parsed(source=item.path, diagnostics=problems)), facts)
