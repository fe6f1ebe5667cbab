"""What lies in files of recordings beside the sound: ID3v2 frames (id3.org, 2.3 and 2.4, chapters 1.0) and MP4 boxes
(ISO/IEC 14496-12)."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, NamedTuple

from mingpian.content.media.frames import boxes as each_box

MAX_TAG = 32 * 1024 * 1024  # bytes: what is larger is passed over
MOST = 500  # chapters
_CONTAINERS = frozenset({b"moov", b"trak", b"udta", b"meta", b"ilst", b"mdia", b"minf"})
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_ODD = 0x80 | 0x40 | 0x10  # flags of a tag: unsynchronised, with an extended header, with a footer


class Frame(NamedTuple):
    """A frame of an ID3 tag: its name, where it begins and ends in the tag, and its body."""

    name: bytes
    start: int
    end: int
    body: bytes


class Box(NamedTuple):
    """A box of an MP4 file: the names of those around it and its own, where its head and its body begin, its end."""

    path: tuple[bytes, ...]
    start: int
    body: int
    end: int


def tag_size(head: bytes) -> int:
    """Return how many bytes the ID3 tag at the beginning of a file has, its head included; 0 without one."""
    if len(head) < 10 or not head.startswith(b"ID3"):
        return 0
    return 10 + _syncsafe(head[6:10]) + (10 if head[5] & 0x10 else 0)


def is_plain(tag: bytes) -> bool:
    """Tell whether the frames of a tag can be read as they stand: in version 2.3 or 2.4, without what is rare."""
    return tag[3] in (3, 4) and not tag[5] & _ODD


def frames(tag: bytes) -> Iterator[Frame]:
    """Yield the frames of a tag (see `is_plain`), or of the body of a chapter behind a head of ten bytes."""
    at = 10
    while at + 10 <= len(tag) and tag[at : at + 4].isalnum():
        size = int.from_bytes(tag[at + 4 : at + 8], "big")
        if tag[3] == 4 and not _is_followed(tag, at + 10 + size):  # some programs count plainly in 2.4, too
            size = _syncsafe(tag[at + 4 : at + 8])
        end = at + 10 + size
        if end > len(tag):
            return
        yield Frame(tag[at : at + 4], at, end, tag[at + 10 : end])
        at = end


def boxes(data: bytes, start: int = 0, end: int = -1, around: tuple[bytes, ...] = ()) -> Iterator[Box]:
    """Yield the boxes of an MP4 file, each before those in it, as far as they are whole."""
    with suppress(ValueError):
        for one in each_box(data, start, end):
            path = (*around, one.name)
            yield Box(path, one.start, one.body, one.end)
            if one.name in _CONTAINERS and len(path) < 8:
                has_version = one.name == b"meta" and data[one.body : one.body + 4] == b"\0\0\0\0"
                yield from boxes(data, one.body + 4 if has_version else one.body, one.end, path)


def chapters(opened: BinaryIO) -> list[tuple[int, str]]:
    """Return the seconds at which the chapters of a file begin, and their titles. Raises OSError, ValueError and
    struct.error on what is damaged."""
    opened.seek(0)
    head = opened.read(12)
    if size := tag_size(head):
        tag = head + opened.read(min(size, MAX_TAG) - len(head))
        return _of_tag(tag) if is_plain(tag) else []
    return _of_boxes(_moov(opened)) if head[4:8] == b"ftyp" else []


def _of_tag(tag: bytes) -> list[tuple[int, str]]:
    found = []
    for frame in frames(tag):
        if frame.name == b"CHAP":
            times = frame.body.index(b"\0") + 1
            (start,) = struct.unpack_from(">I", frame.body, times)
            inner = tag[:10] + frame.body[times + 16 :]
            title = next((_text(one.body) for one in frames(inner) if one.name == b"TIT2"), "")
            found.append((start // 1000, title))
    return sorted(found)[:MOST]


def _of_boxes(data: bytes) -> list[tuple[int, str]]:
    found = []
    for box in boxes(data):
        if box.path[-2:] == (b"udta", b"chpl"):
            at = box.body + (8 if data[box.body] else 4)
            count, at = data[at], at + 1
            for _number in range(count):
                start, length = struct.unpack_from(">QB", data, at)
                title = data[at + 9 : at + 9 + length].decode("utf-8", "replace")
                found.append((start // 10_000_000, _shown(title)))
                at += 9 + length
    return sorted(found)[:MOST]


def _moov(opened: BinaryIO) -> bytes:
    """Return the box of an MP4 file that says what is in it."""
    at = 0
    while True:
        opened.seek(at)
        head = opened.read(16)
        if len(head) < 8:
            return b""
        size, name = struct.unpack_from(">I4s", head)
        size = struct.unpack_from(">Q", head, 8)[0] if size == 1 else size
        if name == b"moov" and size <= MAX_TAG:
            opened.seek(at)
            return opened.read(size)
        if size < 8:
            return b""
        at += size


def _is_followed(tag: bytes, at: int) -> bool:
    """Tell whether a frame, the end, or nothing more stands here."""
    return at == len(tag) or (at < len(tag) and (tag[at] == 0 or tag[at : at + 4].isalnum()))


def _text(body: bytes) -> str:
    encoding = _ENCODINGS[body[0]] if body and body[0] < len(_ENCODINGS) else "latin-1"
    return _shown(body[1:].decode(encoding, "replace"))


def _shown(text: str) -> str:
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())[:300]


def _syncsafe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]
