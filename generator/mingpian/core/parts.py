"""Named parts in one file, with a checksum: quick to take out, and with nothing but the standard library's `zlib`."""

import zlib

Parts = dict[str, bytes]

_CHECKSUM = 4  # bytes


def packed(parts: Parts) -> bytes:
    """Put parts into one: a checksum, a line of their names (without spaces) and lengths, and the parts."""
    head = " ".join(f"{name} {len(part)}" for name, part in parts.items())
    data = b"".join((head.encode(), b"\n", *parts.values()))
    return zlib.crc32(data).to_bytes(_CHECKSUM, "big") + data


def unpacked(data: bytes) -> Parts:
    """Take the parts out again. Raises ValueError when these are not what was put in."""
    checksum, data = data[:_CHECKSUM], data[_CHECKSUM:]
    if zlib.crc32(data).to_bytes(_CHECKSUM, "big") != checksum:
        raise ValueError
    head, _, rest = data.partition(b"\n")
    words = iter(head.decode().split(" "))
    parts, at = Parts(), 0
    for name, length in zip(words, words, strict=True):
        parts[name] = rest[at : at + int(length)]
        at += int(length)
    return parts
