"""What a reader of one format hands on: text, and what only that format knows about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualwork.ingest.speakers.turns import Structure
from qualwork.model.transcript import FoundNote, LeftOut, Turn


@dataclass(frozen=True, slots=True)
class Draft:
    """Text of one file, ready for finding turns; `turns` is given where the format itself names the speakers.

    `left_out` are the lines of the file that are not in `text`, one by one; `notes` are comments beside passages.
    """

    text: str
    format: str
    encoding: str | None = None
    structure: Structure = field(default_factory=Structure)
    turns: tuple[Turn, ...] | None = None
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[FoundNote, ...] = ()
