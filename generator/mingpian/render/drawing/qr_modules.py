"""The modules of a QR code (ISO/IEC 18004): bytes at level M, in a fixed mask.

Every page has a code, so what all codes of a size share is made once: segno draws one, and tells its patterns from its
data. What is left for each is to encode its bytes, and to put every bit in its place at once.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, product, zip_longest
from operator import itemgetter
from typing import Any

import msgspec

_MASK = 2  # of the eight; its penalty is 3 % above the least on average, and weighing them all takes five times as long
_BYTES = 0b0100  # the mode (table 2)
_PADDING = b"\xec\x11"  # 7.4.10
_FIELD = 0x11D  # the polynomial that bytes are multiplied by (7.5.2)
_LARGEST = 40


Blocks = Sequence[tuple[int, int]]  # of each block, the codewords of data and those of error correction (table 9)


class _Size(msgspec.Struct, frozen=True):
    """What all codes of a version share."""

    side: int  # modules
    room: int  # bytes
    counted: int  # bits of their number
    blocks: Blocks
    spare: int  # modules that no codeword fills
    pick: Callable[[bytes], tuple[int, ...]]  # takes each module's bit from the message
    rest: int  # the patterns and the mask, as a number of `side`² bytes


def modules(data: bytes) -> tuple[bytes, ...]:
    """Return the code of some bytes, row by row: a dark module is 1, a light one 0.

    Raises ValueError when there are more than the largest code holds: 2,331.
    """
    size = _size(next((version for version in range(1, _LARGEST + 1) if len(data) <= _room(version)), _LARGEST))
    if len(data) > size.room:
        raise ValueError(f"{len(data)} bytes are too much for a QR code")
    codewords = b"".join(map(bytes, _codewords(data, size)))
    bits = bin(int.from_bytes(b"\1" + codewords, "big"))[3:].encode() + b"0" * (size.spare + 1)
    drawn = (int.from_bytes(size.pick(bits), "big") ^ size.rest).to_bytes(size.side**2, "big")
    return tuple(drawn[start : start + size.side] for start in range(0, len(drawn), size.side))


def _codewords(data: bytes, size: _Size) -> Iterator[Iterator[int]]:
    """Yield the codewords of data and those of error correction, each taken from the blocks in turns (7.6)."""
    head = (_BYTES << size.counted | len(data)) << 8 * len(data)
    message = (head | int.from_bytes(data, "big")) << 4  # four zeros end it (7.4.9)
    whole = message.to_bytes((4 + size.counted + 8 * len(data) + 4) // 8, "big")
    padded = iter(whole + _PADDING * (size.room - len(data)))
    blocks = [bytes(islice(padded, count)) for count, _ in size.blocks]
    correction = [_correction(block, count) for block, (_, count) in zip(blocks, size.blocks, strict=True)]
    for part in (blocks, correction):
        yield (codeword for codeword in chain.from_iterable(zip_longest(*part)) if codeword is not None)


def _correction(block: bytes, count: int) -> bytes:
    """Return the codewords of error correction (7.5.2): what is left when the block is divided by their polynomial."""
    products, top, most = _products(count), 8 * (count - 1), (1 << 8 * count) - 1
    left = 0
    for codeword in block:
        left = ((left << 8) & most) ^ products[(left >> top) ^ codeword]
    return left.to_bytes(count, "big")


@functools.cache
def _products(count: int) -> Sequence[int]:
    """Return the polynomial for `count` codewords (without its highest term) times each byte."""
    polynomial, root = [1], 1
    for _ in range(count):
        polynomial = [a ^ _times(b, root) for a, b in zip([*polynomial, 0], [0, *polynomial], strict=True)]
        root = _times(root, 2)
    products = [0]
    for bit in (1 << place for place in range(8)):
        product = int.from_bytes(bytes(_times(term, bit) for term in polynomial[1:]), "big")
        products += [product ^ other for other in products]
    return products


def _times(a: int, b: int) -> int:
    """Multiply two bytes in the field."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = (a << 1) ^ (_FIELD if a & 0x80 else 0), b >> 1
    return product


def _counted(version: int) -> int:
    """Return the bits of the number of bytes (table 3)."""
    return 8 if version < 10 else 16


@functools.cache
def _blocks(version: int) -> Blocks:
    from segno import consts

    table: Any = consts.ECC  # its types say less than it holds
    groups = table[version][consts.ERROR_LEVEL_M]
    return [(group.num_data, group.num_total - group.num_data) for group in groups for _ in range(group.num_blocks)]


def _room(version: int) -> int:
    """Return how many bytes a version holds, beside the mode, their number, and the end."""
    return sum(data for data, _ in _blocks(version)) - (4 + _counted(version) + 4) // 8


@functools.cache
def _size(version: int) -> _Size:
    import segno

    code = segno.make("0", "m", version, "byte", _MASK, micro=False, boost_error=False)
    side, patterns = len(code.matrix), _patterns(version)
    places = [row * side + column for row, column in _way(side) if (row, column) not in patterns]
    rest = bytearray(chain.from_iterable(code.matrix))
    for at in places:
        rest[at] = at % side % 3 == 0  # mask 010 (7.8.2)
    bits = [len(places)] * side**2  # what has no bit takes the zero behind the last
    for number, at in enumerate(places):
        bits[at] = number
    return _Size(
        side=side,
        room=_room(version),
        counted=_counted(version),
        blocks=_blocks(version),
        spare=len(places) - 8 * sum(map(sum, _blocks(version))),
        pick=itemgetter(*bits),
        rest=int.from_bytes(bytes(cell ^ ord("0") for cell in rest), "big"),
    )


def _way(side: int) -> Iterator[tuple[int, int]]:
    """Yield all modules in the order in which they are filled: columns of two, up and down, from the right (7.7.3)."""
    for turn, right in enumerate((*range(side - 1, 6, -2), 5, 3, 1)):
        for row in range(side) if turn % 2 else range(side - 1, -1, -1):
            yield row, right
            yield row, right - 1


def _patterns(version: int) -> set[tuple[int, int]]:
    """Return the modules that are no data (6.3): finders and the format beside them, timing, alignment, the version."""
    from segno import consts

    side = 17 + 4 * version
    start, end = range(9), range(side - 8, side)
    found = {*product(start, start), *product(start, end), *product(end, start)}
    found |= {(6, at) for at in range(side)} | {(at, 6) for at in range(side)}
    centres = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    for row, column in set(product(centres, centres)) - corners:
        found |= set(product(range(row - 2, row + 3), range(column - 2, column + 3)))
    if version >= 7:
        found |= {*product(range(6), range(side - 11, side - 8)), *product(range(side - 11, side - 8), range(6))}
    return found
