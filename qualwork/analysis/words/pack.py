"""Arrays of small whole numbers as few bytes, and back.

Ids are split into byte planes (all low bytes, then all second bytes, ...) and each plane is Huffman coded by
zlib: half a word's size at four times the speed of a full search for repeats, which word ids have few of.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]


def deflate(planes: Sequence[bytes]) -> bytes:
    """The planes one after another, each coded by a table of its own."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15, 8, zlib.Z_HUFFMAN_ONLY)
    parts = []
    for plane in planes:
        parts.append(packer.compress(plane))
        parts.append(packer.flush(zlib.Z_SYNC_FLUSH))
    parts.append(packer.flush())
    return b"".join(parts)


def inflate(packed: bytes) -> bytes:
    """What `deflate` was given, joined."""
    return zlib.decompress(packed, -15)


def planes(numbers: NDArray[Any]) -> list[bytes]:
    """The byte planes of whole numbers below 2**32, lowest first, as many as the largest one needs."""
    bytewise = np.ascontiguousarray(numbers, np.uint32).view(np.uint8).reshape(-1, 4)
    largest = int(numbers.max(initial=0))
    return [bytewise[:, at].tobytes() for at in range(max(1, (largest.bit_length() + 7) // 8))]


def from_planes(joined: bytes, number: int) -> Ids:
    """The `number` values whose planes are joined in `joined`."""
    if not number:
        return np.zeros(0, np.uint32)
    rows = np.frombuffer(joined, np.uint8).reshape(-1, number)
    values: Ids = rows[0].astype(np.uint32)
    for at in range(1, len(rows)):
        values |= rows[at].astype(np.uint32) << np.uint32(8 * at)
    return values
