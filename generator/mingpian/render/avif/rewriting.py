"""AVIF without its metadata and with a packet of XMP, its pixels as they are: boxes go, the others are put together.

A file says where its parts lie by their places in it (`iloc`, `stco`), so that what is before them moves them all
(ISO/IEC 14496-12, 8.11; AVIF 1.1).
"""

import struct
from collections.abc import Callable, Iterator

from mingpian.content.media.frames import FileBox, box, boxes
from mingpian.i18n import _
from mingpian.render.avif.items import PROPERTIES, TOP, AvifItem, AvifMeta, ids_of, metadata_of, read_meta

Moved = Callable[[int], int]


def with_packet(data: bytes, packet: bytes) -> bytes:
    """Return an AVIF with no metadata but this packet of XMP. Raises ValueError for what is not built as it should."""
    try:
        meta = read_meta(data)
        kept = [one for one in boxes(data) if one.name in TOP]
        if not packet and len(kept) == len(list(boxes(data))) and not any(metadata_of(data)):
            return data
        return _written(data, kept, meta, packet)
    except (struct.error, IndexError, KeyError, StopIteration) as error:
        raise ValueError(_("the picture's file is cut short")) from error


def _written(data: bytes, kept: list[FileBox], meta: AvifMeta, packet: bytes) -> bytes:
    """Return the boxes that stay, with places that are right again: first as long as they will be, then as they are."""
    where = next(one for one in kept if one.name == b"meta")
    length = len(_meta(data, meta, packet, 0, lambda at: 0))
    starts, at = dict[int, int](), 0
    for one in kept:
        starts[one.start] = at
        at += length if one is where else one.end - one.start

    def moved(place: int) -> int:
        found = next(one for one in kept if one.body <= place < one.end and one.name == b"mdat")
        return starts[found.start] + place - found.start

    parts = []
    for one in kept:
        piece = bytearray(data[one.start : one.end])
        if one is where:
            piece[:] = _meta(data, meta, packet, at + 8, moved)
        elif one.name == b"mdat":
            _blank(piece, one.start, (item for item in meta.items.values() if not meta.shows(item) and not item.method))
        elif one.name == b"moov":
            _movie(piece, moved)
        parts.append(bytes(piece))
    return b"".join(parts) + (box(b"mdat", packet) if packet else b"")


def _blank(piece: bytearray, start: int, items: Iterator[AvifItem]) -> None:
    """Put nothing in the place of the bytes of items."""
    for item in items:
        for at, length in item.extents:
            first, last = max(at - start, 8), min(at + length - start, len(piece))
            if first < last:
                piece[first:last] = bytes(last - first)


def _meta(data: bytes, meta: AvifMeta, packet: bytes, at: int, moved: Moved) -> bytes:
    """Return the box `meta` of the items that show, and of the packet, which lies at a place."""
    items = [item for item in meta.items.values() if meta.shows(item)]
    ids = {item.id for item in items}
    new = next(number for number in range(1, 0xFFFF) if number not in meta.items) if packet else 0
    stated = meta.parts if b"iref" in meta.parts else {**meta.parts, b"iref": FileBox(b"iref", 0, 0, 0)}
    written: dict[bytes, Callable[[FileBox], bytes]] = {
        b"iinf": lambda one: _entries(items, new),
        b"iloc": lambda one: _places(items, moved, (new, at, len(packet))),
        b"iref": lambda one: _references(data, one, meta, new),
        b"iprp": lambda one: _properties(data, one, ids),
        b"idat": lambda one: _idat(data, one, meta),
        **dict.fromkeys((b"hdlr", b"pitm", b"dinf"), lambda one: data[one.start : one.end]),
    }
    parts = [written[one.name](one) for one in stated.values() if one.name in written]
    where = next(one for one in boxes(data) if one.name == b"meta")
    return box(b"meta", data[where.body : where.body + 4] + b"".join(parts))


def _entries(items: list[AvifItem], new: int) -> bytes:
    own = struct.pack(">IHH", 0x02000000, new, 0) + b"mime" + b"XMP\0application/rdf+xml\0"
    entries = [item.entry for item in items] + ([box(b"infe", own)] if new else [])
    return box(b"iinf", struct.pack(">IH", 0, len(entries)) + b"".join(entries))


def _places(items: list[AvifItem], moved: Moved, new: tuple[int, int, int]) -> bytes:
    lines = [
        (item.id, item.method, [(at if item.method else moved(at), length) for at, length in item.extents])
        for item in items
    ]
    lines += [(new[0], 0, [(new[1], new[2])])] if new[0] else []
    body = b"".join(
        struct.pack(">HHHH", id, method, 0, len(extents)) + b"".join(struct.pack(">II", *one) for one in extents)
        for id, method, extents in lines
    )
    return box(b"iloc", struct.pack(">IBBH", 0x01000000, 0x44, 0, len(lines)) + body)


def _references(data: bytes, one: FileBox, meta: AvifMeta, new: int) -> bytes:
    """Return what items say of each other, and that the packet is about the picture (`cdsc`)."""
    form = ">I" if one.body and data[one.body] else ">H"
    kept: list[tuple[bytes, int, tuple[int, ...]]] = [(b"cdsc", new, (meta.main,))] if new else []
    for reference in boxes(data, one.body + 4, one.end) if one.body else ():
        first, others = ids_of(data, reference, form)
        left = tuple(id for id in others if meta.shows(meta.items[id]))
        if left and meta.shows(meta.items[first]):
            kept.append((reference.name, first, left))
    parts = (
        box(name, struct.pack(f">{form[1]}H{len(ids)}{form[1]}", first, len(ids), *ids)) for name, first, ids in kept
    )
    return box(b"iref", bytes((form == ">I", 0, 0, 0)) + b"".join(parts)) if kept else b""


def _properties(data: bytes, one: FileBox, ids: set[int]) -> bytes:
    parts, known = [], list[bool]()
    for part in boxes(data, one.body, one.end):
        if part.name == b"ipco":
            found = list(boxes(data, part.body, part.end))
            known = [each.name in PROPERTIES for each in found]
            shown = (
                data[each.start : each.end] if is_known else box(b"free", b"")
                for each, is_known in zip(found, known, strict=True)
            )
            parts.append(box(b"ipco", b"".join(shown)))
        elif part.name == b"ipma":
            parts.append(_associations(data, part, ids, known))
    return box(b"iprp", b"".join(parts))


def _associations(data: bytes, one: FileBox, ids: set[int], known: list[bool]) -> bytes:
    version, is_wide = data[one.body], data[one.body + 3] & 1
    form, mask = (">H", 0x7FFF) if is_wide else (">B", 0x7F)
    step, (count,), at = struct.calcsize(form), struct.unpack_from(">I", data, one.body + 4), one.body + 8
    kept = []
    for _number in range(count):
        (id,) = struct.unpack_from(">I" if version else ">H", data, at)
        at += 4 if version else 2
        values = struct.unpack_from(f">{data[at]}{form[1]}", data, at + 1)
        at += 1 + step * data[at]
        if id in ids:
            left = [value for value in values if 0 < value & mask <= len(known) and known[(value & mask) - 1]]
            listed = struct.pack(f">{len(left)}{form[1]}", *left)
            kept.append(struct.pack(">I" if version else ">H", id) + bytes((len(left),)) + listed)
    return box(b"ipma", data[one.body : one.body + 4] + struct.pack(">I", len(kept)) + b"".join(kept))


def _idat(data: bytes, one: FileBox, meta: AvifMeta) -> bytes:
    piece = bytearray(data[one.start : one.end])
    _blank(piece, -8, (item for item in meta.items.values() if not meta.shows(item) and item.method))
    return bytes(piece)


def _movie(piece: bytearray, moved: Moved) -> None:
    """Put the places of the pictures of a moving one right, and blank what users and programs wrote in it."""
    whole = bytes(piece)
    waiting = list(boxes(whole, 8))
    for one in waiting:
        if one.name in (b"trak", b"mdia", b"minf", b"stbl"):
            waiting.extend(boxes(whole, one.body, one.end))
        elif one.name in (b"udta", b"meta", b"uuid", b"free", b"skip"):
            piece[one.start + 4 : one.end] = b"free" + bytes(one.end - one.start - 8)
        elif one.name in (b"stco", b"co64"):
            form = ">I" if one.name == b"stco" else ">Q"
            step, (count,) = struct.calcsize(form), struct.unpack_from(">I", whole, one.body + 4)
            for at in range(one.body + 8, one.body + 8 + step * count, step):
                struct.pack_into(form, piece, at, moved(struct.unpack_from(form, whole, at)[0]))
