"""A manuscript: what an author has written, paragraph by paragraph, as far as its quotations need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ParagraphKind = Literal["text", "heading", "block", "indented", "cell"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `block` is set as a quotation, `indented` only looks like one.

    `cell` counts table, row and column from 1. `element` is the number (from 0) of the paragraph among all paragraphs
    of a Word document; a footnote has that of the paragraph it belongs to, and `is_note`.
    """

    text: str
    kind: ParagraphKind = "text"
    cell: tuple[int, int, int] | None = None
    element: int = 0
    page: int | None = None
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A manuscript as read; `data` are the bytes of the file."""

    name: str
    format: str
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    data: bytes = field(repr=False)

    def place(self, number: int) -> str:
        """Where paragraph `number` (from 0) stands, as a reader finds it."""
        paragraph = self.paragraphs[number]
        if paragraph.cell is not None:
            table, row, _ = paragraph.cell
            return f"table {table}, row {row}"
        if paragraph.page is not None:
            return f"page {paragraph.page}"
        return f"paragraph {paragraph.element + 1}" + (", note" if paragraph.is_note else "")
