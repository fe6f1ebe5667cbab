"""What the file of a recording says: how long it is, and its chapters. Only its heads are read, never all of it."""

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import msgspec

from mingpian.content.discover import File, open_file
from mingpian.content.media import sound_tags
from mingpian.core.media_types import is_sound
from mingpian.schema.moments import as_clock

LONGEST = 100 * 3600  # seconds: what claims to be longer is not understood
_LOOKED_AT = 512  # bytes
_SIGNS = (b"ID3", b"fLaC", b"OggS", b"RIFF", b"FORM")  # of sound, written in letters
_BARE = ".aac"  # a stream without a head, whose length nothing tells


class Mark(msgspec.Struct, frozen=True):
    """A chapter of a recording: the second at which it begins, and what it is called."""

    at: int
    title: str


class SoundFacts(msgspec.Struct, frozen=True):
    """A recording below content/. `seconds` is how long it is, 0 where its file does not tell; `size` are bytes."""

    size: int
    seconds: int = 0
    chapters: tuple[Mark, ...] = ()
    is_text: bool = False  # whatever its name says: nothing can be heard of it


class SoundRecord(msgspec.Struct, frozen=True, array_like=True):
    """What was known of a recording when it was last looked at."""

    file: File
    settled: bool
    facts: SoundFacts


def read_sounds(
    folder: Path, files: Iterable[File], listed_at: int, known: Iterable[SoundRecord]
) -> tuple[SoundRecord, ...]:
    """Return the facts of the recordings among `files`: as they are known, or read now."""
    before = {one.file: one for one in known if one.settled}
    return tuple(
        before.get(file) or SoundRecord(file, file.settled(listed_at), _facts(folder, file))
        for file in files
        if is_sound(file.path)
    )


def _facts(folder: Path, file: File) -> SoundFacts:
    try:
        with open_file(folder, file.path) as opened:
            if _is_text(opened.read(_LOOKED_AT)):
                return SoundFacts(file.size, is_text=True)
            opened.seek(0)
            return SoundFacts(file.size, _seconds(opened, file.path), _chapters(opened))
    except OSError:
        return SoundFacts(file.size)


def _is_text(head: bytes) -> bool:
    """Tell whether a file begins as no recording does: with text alone, such as the page of an error, or not at all."""
    text = head.decode("utf-8", "ignore")
    is_whole = len(text.encode()) > len(head) - 4  # its last character may be cut
    return is_whole and not head.startswith(_SIGNS) and all(char.isprintable() or char.isspace() for char in text)


def _seconds(opened: BinaryIO, path: str) -> int:
    from tinytag import TinyTag

    if path.lower().endswith(_BARE):
        return 0
    try:
        told = TinyTag.get(filename=path, file_obj=opened, tags=False).duration or 0.0
    except Exception:  # whatever a damaged file does to its reader
        return 0
    return round(told) if 0 < told < LONGEST else 0


def _chapters(opened: BinaryIO) -> tuple[Mark, ...]:
    try:
        found = sound_tags.chapters(opened)
    except (OSError, ValueError, LookupError, struct.error, RecursionError):
        return ()
    return tuple(Mark(at, title or as_clock(at)) for at, title in found)
