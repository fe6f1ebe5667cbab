"""Recordings in a few bytes, with chapters and with what must not be told."""

from __future__ import annotations

import struct

FRAME = bytes([0xFF, 0xFB, 0x90, 0xC4]) + bytes(413)  # MPEG-1 layer 3, 128 kbit/s, 44.1 kHz: 1152 samples
SECRETS = (b"secret note", b"secret owner", b"+31.2304+121.4737/", b"secret place")


def id3(*frames: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack(">IH", len(data), 0) + data for name, data in frames) + bytes(40)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def chapter(number: int, at: int, title: str) -> tuple[bytes, bytes]:
    said = b"\x01" + title.encode("utf-16")
    inner = b"TIT2" + struct.pack(">IH", len(said), 0) + said
    return b"CHAP", b"c%d\0" % number + struct.pack(">IIII", at * 1000, at * 1000 + 1, 0xFFFFFFFF, 0xFFFFFFFF) + inner


def mp3(seconds: int) -> bytes:
    tag = id3(
        (b"TIT2", b"\x03Public title"), (b"COMM", b"\x03eng\0secret note"), (b"PRIV", b"a\0secret owner"),
        (b"APIC", b"\x03image/jpeg\0\x03\0\xff\xd8Exif\0\0secret place"), chapter(0, 0, "开场"), chapter(1, 7, "嘉宾"),
    )  # fmt: skip
    return (
        tag
        + FRAME * round(seconds * 44100 / 1152)
        + b"TAG"
        + b"Title".ljust(94, b"\0")
        + b"secret note".ljust(31, b"\0")
    )


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def m4a(seconds: int) -> bytes:
    marks = b"\0\0\0\0" + b"\x02" + struct.pack(">QB", 0, 4) + b"Open" + struct.pack(">QB", 30_000_000, 5) + b"Guest"
    header = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    place = box(b"\xa9xyz", struct.pack(">HH", 18, 0) + SECRETS[2])
    items = box(b"\xa9nam", box(b"data", bytes(8) + b"Public title")) + box(
        b"\xa9cmt", box(b"data", bytes(8) + SECRETS[0])
    )
    tags = box(b"meta", bytes(4) + box(b"ilst", items))
    phone = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709" + SECRETS[1]))
    moov = box(b"moov", header + box(b"udta", place + tags + box(b"chpl", marks)) + phone)
    return box(b"ftyp", b"M4A \0\0\0\0") + moov + box(b"mdat", b"sound" * 400)
