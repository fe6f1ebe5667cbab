"""What an AVIF says of its items: which show, which tell of it, where their bytes lie (ISO/IEC 14496-12, 8.11)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from mingpian.content.media.credentials import UUID
from mingpian.content.media.frames import FileBox, boxes
from mingpian.i18n import _

TOP = frozenset((b"ftyp", b"meta", b"mdat", b"moov"))
PROPERTIES = frozenset(
    b"ispe pixi colr av1C hvcC irot imir clap pasp auxC a1op lsel a1lx clli mdcv cclv amve reve ndwt rloc prfr".split()
)
_PIXELS = frozenset((b"av01", b"hvc1", b"grid", b"iden", b"iovl", b"tmap"))  # kinds of items that show

Extents = tuple[tuple[int, int], ...]  # places and lengths, in the file or in `idat`


class AvifItem(NamedTuple):
    """An item of a file: its box in the list, and where its bytes lie."""

    id: int
    kind: bytes
    entry: bytes
    method: int = 0  # 0: in the file, 1: in `idat`
    extents: Extents = ()

    @property
    def is_xmp(self) -> bool:
        """Whether it is a packet of XMP."""
        return self.kind == b"mime" and b"application/rdf+xml" in self.entry


class AvifMeta(NamedTuple):
    """What the box `meta` says of the items of a file."""

    parts: dict[bytes, FileBox]
    items: dict[int, AvifItem]
    main: int
    thumbnails: frozenset[int]

    def shows(self, item: AvifItem) -> bool:
        """Tell whether an item is of the picture that is shown."""
        return item.kind in _PIXELS and item.id not in self.thumbnails


def metadata_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a file has beside what shows: its kind (`exif`, `xmp`, `other`) and its bytes. Raises ValueError."""
    for one in boxes(data):
        if one.name not in TOP and not (one.name == b"uuid" and data[one.body : one.body + 16] == UUID):
            yield "other", data[one.body : one.end]
    meta = read_meta(data)
    for item in meta.items.values():
        if not meta.shows(item):
            kind = "exif" if item.kind == b"Exif" else "xmp" if item.is_xmp else "other"
            idat = meta.parts[b"idat"].body if item.method else 0
            yield kind, b"".join(data[idat + at : idat + at + length] for at, length in item.extents)
    if _unknown_properties(data, meta) or set(meta.parts) & {b"uuid", b"xml ", b"bxml", b"free", b"skip"}:
        yield "other", b""


def read_meta(data: bytes) -> AvifMeta:
    """Return what a file says of its items. Raises ValueError for what cannot be put together again."""
    top = list(boxes(data))
    metas = [one for one in top if one.name == b"meta"]
    if len(metas) != 1 or any(one.name == b"moof" for one in top):
        raise ValueError(_("the picture's file is cut short"))
    found = list(boxes(data, metas[0].body + 4, metas[0].end))
    parts = {one.name: one for one in found}
    if len(parts) != len([one for one in found if one.name != b"free"]) + (b"free" in parts):
        raise ValueError(_("the picture's file is cut short"))
    items = {item.id: item for item in _items(data, parts[b"iinf"])}
    for id, method, extents in _located(data, parts[b"iloc"]):
        items[id] = items[id]._replace(method=method, extents=extents)
    main = struct.unpack_from(">I" if data[parts[b"pitm"].body] else ">H", data, parts[b"pitm"].body + 4)[0]
    return AvifMeta(parts, items, main, frozenset(_thumbnails(data, parts.get(b"iref"))))


def _items(data: bytes, one: FileBox) -> Iterator[AvifItem]:
    at = one.body + (8 if data[one.body] else 6)
    for entry in boxes(data, at, one.end):
        version = data[entry.body]
        if entry.name != b"infe" or version not in (2, 3):
            raise ValueError(_("the picture's file is cut short"))
        (id,) = struct.unpack_from(">H" if version == 2 else ">I", data, entry.body + 4)
        kind = entry.body + (8 if version == 2 else 10)
        yield AvifItem(id, data[kind : kind + 4], data[entry.start : entry.end])


def _located(data: bytes, one: FileBox) -> Iterator[tuple[int, int, Extents]]:
    """Yield where items lie: in the file or in `idat`, by places that count from its beginning."""
    version, sizes = data[one.body], struct.unpack_from(">H", data, one.body + 4)[0]
    offset, length, base, index = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15 if version else 0
    at = one.body + 6

    def number(size: int) -> int:
        nonlocal at
        at += size
        if at > one.end:
            raise ValueError(_("the picture's file is cut short"))
        return int.from_bytes(data[at - size : at])

    for _number in range(number(4 if version == 2 else 2)):
        id, method = number(4 if version == 2 else 2), number(2) & 15 if version else 0
        if method > 1 or number(2):
            raise ValueError(_("the picture's file is cut short"))
        start, extents = number(base), list[tuple[int, int]]()
        for _extent in range(number(2)):
            number(index)
            place, size = start + number(offset), number(length)
            if not size:
                raise ValueError(_("the picture's file is cut short"))
            extents.append((place, size))
        yield id, method, tuple(extents)


def ids_of(data: bytes, one: FileBox, form: str) -> tuple[int, tuple[int, ...]]:
    step = struct.calcsize(form)
    (first,), (count,) = struct.unpack_from(form, data, one.body), struct.unpack_from(">H", data, one.body + step)
    return first, struct.unpack_from(f">{count}{form[1]}", data, one.body + step + 2)


def _thumbnails(data: bytes, one: FileBox | None) -> Iterator[int]:
    if one is None:
        return
    form = ">H" if data[one.body] == 0 else ">I"
    yield from (ids_of(data, each, form)[0] for each in boxes(data, one.body + 4, one.end) if each.name == b"thmb")


def _unknown_properties(data: bytes, meta: AvifMeta) -> bool:
    whole = meta.parts.get(b"iprp")
    return any(
        each.name not in PROPERTIES and each.name != b"free"
        for part in (boxes(data, whole.body, whole.end) if whole else ())
        if part.name == b"ipco"
        for each in boxes(data, part.body, part.end)
    )
