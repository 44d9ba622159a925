"""Bytes stored once by their SHA-256: original files, texts and turn lists."""

from __future__ import annotations

import hashlib
import zlib

from sqlmodel import Session, col, select

from qualwork.model.errors import ProjectFault
from qualwork.project.store.database import straight
from qualwork.project.tables.derived import ContentRow

_LEVEL = 1
_WORTH_PACKING = 100_000
LARGEST_PACKED = 1 << 28
"""What is larger is kept as it is, so that nobody's small file can become more in memory than this."""


def pack(data: bytes) -> tuple[str, bytes]:
    """The name of the packing and the packed bytes; what is short or does not shrink stays plain."""
    packed = zlib.compress(data, _LEVEL) if _WORTH_PACKING <= len(data) <= LARGEST_PACKED else data
    return ("zlib", packed) if len(packed) < len(data) else ("plain", data)


def unpack(packing: str, data: bytes, size: int) -> bytes:
    """The `size` bytes as they were; raises ValueError where they cannot be had, or are more than that."""
    if packing == "plain":
        return data
    if not isinstance(size, int):
        raise ValueError("their size is no number")
    if packing != "zlib":
        raise ValueError(f"unknown packing {packing}")
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(data, max(0, min(size, LARGEST_PACKED)) + 1)
    except zlib.error as fault:
        raise ValueError(str(fault)) from None
    if len(plain) > min(size, LARGEST_PACKED):
        raise ValueError("the packed bytes are more than is said of them")
    if not stream.eof or stream.unused_data:
        raise ValueError("the packed bytes are cut or have something behind them")
    return plain


def store(session: Session, data: bytes) -> str:
    """Keep bytes inside the open decision, once; returns their SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    connection = straight(session)
    if connection.execute("SELECT 1 FROM content WHERE sha256 = ?", (sha256,)).fetchone() is None:
        packing, packed = pack(data)
        connection.execute(
            "INSERT INTO content (sha256, packing, size, data) VALUES (?, ?, ?, ?)",
            (sha256, packing, len(data), packed),
        )
    return sha256


def fetch(session: Session, sha256: str) -> bytes:
    """The bytes with that hash; raises ProjectFault where they are missing or damaged."""
    row = session.exec(
        select(ContentRow.packing, ContentRow.data, ContentRow.size).where(col(ContentRow.sha256) == sha256)
    ).first()
    if row is None:
        raise ProjectFault(f"content {sha256[:12]} is missing from the file; restore a backup")
    try:
        return unpack(*row)
    except ValueError:
        raise ProjectFault(f"content {sha256[:12]} is damaged; restore a backup") from None
