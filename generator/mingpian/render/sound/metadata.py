"""What the published file of a recording says beside the sound: what listeners are shown, and nothing else.

Programs write into it where it was recorded, on what, by whom, and what somebody noted. All of that is blanked where it
stands: the file keeps its length, and every byte of the sound its place, so that nothing is encoded again.
"""

import struct

from mingpian.content.media.sound_tags import Box, boxes, frames, is_plain, tag_size

_KEPT_FRAMES = frozenset(
    b"TIT1 TIT2 TIT3 TPE1 TPE2 TPE3 TPE4 TALB TCON TCOM TDRC TYER TRCK TPOS TLAN TCOP TLEN TPUB WCOP APIC CHAP CTOC"
    b" USLT RVA2".split()
)
_KEPT_ITEMS = frozenset(
    b"\xa9nam \xa9ART aART \xa9alb \xa9gen \xa9day \xa9wrt \xa9lyr gnre trkn disk covr cprt pcst stik".split()
)
_KEPT_DATA = frozenset(b"meta chpl cprt name hdlr".split())  # of `udta`
_EXIF = b"Exif\0\0"
_TAIL = 128  # bytes of an ID3v1 tag


def blanked(data: bytes) -> bytes:
    """Return the file of a recording without what is not for listeners; one that cannot be read as it is."""
    made = bytearray(data)
    try:
        if size := tag_size(data[:10]):
            made[:size] = _tag(data[:size])
        elif data[4:8] == b"ftyp":
            for box in boxes(data):
                if not _is_kept(data, box):
                    made[box.start + 4 : box.start + 8] = b"free"
                    made[box.body : box.end] = bytes(box.end - box.body)
        if data[-_TAIL:-125] == b"TAG":
            made[-31:-3] = bytes(28)  # the comment (ID3v1.1)
    except (struct.error, LookupError, ValueError):
        return data
    return bytes(made)


def _tag(tag: bytes) -> bytes:
    """Return an ID3 tag with the frames that are kept, as long as before; one that is rarely built, empty."""
    if not is_plain(tag):
        return tag[:3] + b"\x04\0\0" + tag[6:10] + bytes(len(tag) - 10)
    kept = b"".join(
        tag[one.start : one.end] for one in frames(tag) if one.name in _KEPT_FRAMES and _EXIF not in one.body
    )
    return (tag[:10] + kept).ljust(len(tag), b"\0")


def _is_kept(data: bytes, box: Box) -> bool:
    """Tell whether listeners, or their players, have use for a box."""
    *around, name = box.path
    if len(around) >= 1 and around[-1] == b"ilst":
        return name in _KEPT_ITEMS and _EXIF not in data[box.body : box.end]
    if len(around) >= 1 and around[-1] == b"udta":
        return name in _KEPT_DATA
    if name == b"meta":  # keys of a camera or a telephone, which stand outside of `udta`
        return b"udta" in around
    return name != b"uuid"
